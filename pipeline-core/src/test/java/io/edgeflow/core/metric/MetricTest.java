package io.edgeflow.core.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricTest {
  @Test
  void a_ratio_is_better_when_higher_and_names_its_unit() {
    assertThat(Metric.ratio("accuracy", 0.97, 360))
        .isEqualTo(new Metric("accuracy", 0.97, "ratio", Direction.HIGHER_IS_BETTER, 360));
  }

  @Test
  void it_reads_as_name_value_and_unit() {
    assertThat(Metric.ratio("accuracy", 0.97333, 360)).hasToString("accuracy 0.9733 ratio");
    assertThat(Metric.ratio("roc_auc", Double.NaN, 0)).hasToString("roc_auc not measured");
  }

  @Test
  void the_json_form_is_the_documented_one() {
    Metric metric = new Metric("latency_p95", 4.25, "ms", Direction.LOWER_IS_BETTER, 100);

    assertThat(Json.text(metric))
        .isEqualTo(
            "{\"name\":\"latency_p95\",\"value\":4.25,\"unit\":\"ms\","
                + "\"direction\":\"LOWER_IS_BETTER\",\"samples\":100}");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1.5, Double.NaN, Double.POSITIVE_INFINITY, 1e-300, 0.1})
  void every_value_survives_json(double value) {
    Metric metric = new Metric("m", value, "", Direction.NEUTRAL, 0);

    assertThat(Json.read(Json.text(metric), Metric.class, "test")).isEqualTo(metric);
  }
}
