package io.edgeflow.train.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.testing.Samples;
import io.edgeflow.train.evaluation.ValueEvaluation.Pair;
import io.edgeflow.train.evaluation.ValueEvaluation.ValueMetrics;
import io.edgeflow.train.testing.Oracle;
import io.edgeflow.train.testing.Playback;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Held to scikit-learn's numbers; see tools/oracle/make_targets.py. */
class ValueEvaluationTest {
  private static final Percentage CLOSE = Percentage.withPercentage(1e-9);

  @TempDir Path folder;

  static Stream<JsonNode> cases() {
    return Oracle.cases("value_metrics.json");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void metrics_are_scikit_learns(JsonNode golden) {
    float[][] truth = Oracle.rows(golden.get("truth"));

    ValueEvaluation found =
        evaluate(unscaled(truth[0].length), truth, Oracle.rows(golden.get("predicted")));

    assertThat(found.samples()).isEqualTo(truth.length);
    assertThat(found.mae()).isCloseTo(golden.get("mae").asDouble(), CLOSE);
    assertThat(found.rmse()).isCloseTo(golden.get("rmse").asDouble(), CLOSE);
    assertThat(found.r2()).isCloseTo(golden.get("r2").asDouble(), within(1e-9));
    assertEach(found, golden.get("mae_each"), ValueMetrics::mae);
    assertEach(found, golden.get("rmse_each"), ValueMetrics::rmse);
    assertEach(found, golden.get("r2_each"), ValueMetrics::r2);
  }

  private static void assertEach(
      ValueEvaluation found, JsonNode golden, ToDoubleFunction<ValueMetrics> metric) {
    for (int i = 0; i < golden.size(); i++) {
      assertThat(metric.applyAsDouble(found.values().get(i)))
          .as("value " + i)
          .isCloseTo(golden.get(i).asDouble(), within(1e-9));
    }
  }

  @Test
  void outputs_are_measured_in_the_units_of_the_data() {
    ValueTarget target = new ValueTarget(List.of("weight"), Floats.of(100), Floats.of(10));

    ValueEvaluation found = evaluate(target, new float[][] {{90}, {110}}, new float[][] {{0}, {2}});

    assertThat(found.mae()).isEqualTo(10);
    assertThat(found.rmse()).isEqualTo(10);
    assertThat(found.r2()).isEqualTo(0);
    assertThat(found.pairs()).containsExactly(new Pair(90, 100), new Pair(110, 120));
    assertThat(found.values().get(0).column()).isEqualTo("weight");
  }

  @Test
  void the_metrics_have_their_directions_and_rmse_judges() {
    ValueEvaluation found =
        evaluate(unscaled(1), new float[][] {{1}, {2}}, new float[][] {{1}, {1}});

    assertThat(found.metrics())
        .extracting(Metric::name)
        .isEqualTo(Evaluation.names(unscaled(1)))
        .containsExactly("rmse", "mae", "r2");
    assertThat(found.metrics())
        .extracting(Metric::direction)
        .containsExactly(
            Direction.LOWER_IS_BETTER, Direction.LOWER_IS_BETTER, Direction.HIGHER_IS_BETTER);
    assertThat(found.primary()).isEqualTo(unscaled(1).primary().of(Math.sqrt(0.5), 2));
    assertThat(found.defaultLimits()).containsExactly(java.util.Map.entry("r2", 0.0));
  }

  @Test
  void a_single_row_has_no_r2() {
    assertThat(evaluate(unscaled(1), new float[][] {{1}}, new float[][] {{1}}).r2()).isNaN();
  }

  @Test
  void of_many_rows_five_hundred_are_shown_from_first_to_last() {
    float[][] rows = new float[1234][];
    Arrays.setAll(rows, row -> new float[] {row});

    List<Pair> shown = evaluate(unscaled(1), rows, rows).pairs();

    assertThat(shown).hasSize(500);
    assertThat(shown.get(0)).isEqualTo(new Pair(0, 0));
    assertThat(shown.get(499).truth()).isGreaterThan(1230);
    assertThat(IntStream.range(1, 500).map(i -> gap(shown, i)).distinct())
        .containsExactlyInAnyOrder(2, 3);
  }

  private static int gap(List<Pair> shown, int i) {
    return (int) (shown.get(i).truth() - shown.get(i - 1).truth());
  }

  @Test
  void it_is_read_back_as_it_was_written() {
    Evaluation found = evaluate(unscaled(1), new float[][] {{1}}, new float[][] {{2}});

    assertThat(Json.text(found)).startsWith("{\"type\":\"values\"");
    assertThat(Json.read(Json.text(found), Evaluation.class, "test")).isEqualTo(found);
  }

  private static ValueTarget unscaled(int values) {
    return ValueTarget.unscaled(IntStream.range(0, values).mapToObj(i -> "v" + i).toList());
  }

  private ValueEvaluation evaluate(ValueTarget target, float[][] truth, float[][] outputs) {
    Samples samples = new Samples(new ArtifactStore(folder), FeatureSpec.vector(1), target);
    SplitFiles files = samples.split(new float[truth.length][1], truth);
    return (ValueEvaluation)
        ModelEvaluator.evaluate(
            new Playback(List.of(outputs)),
            samples.dataset(files, files, files).test(),
            Thresholds.NONE,
            Progress.silent());
  }
}
