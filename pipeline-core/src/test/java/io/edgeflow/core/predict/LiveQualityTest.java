package io.edgeflow.core.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LiveQualityTest {
  private static final Thresholds THRESHOLDS = Thresholds.NONE.withAnomaly(0.5);

  /** The metric of rows, each an answer and its truth. */
  private static Metric metric(Target target, float[][]... rows) {
    Map<String, Double> sums = new TreeMap<>();
    for (float[][] row : rows) {
      LiveQuality.of(target, row[0], row[1], THRESHOLDS)
          .forEach((name, value) -> sums.merge(name, value, Double::sum));
    }
    return LiveQuality.metric(target, sums, rows.length);
  }

  private static float[][] row(float[] answer, float... truth) {
    return new float[][] {answer, truth};
  }

  @Test
  void classes_have_an_accuracy() {
    Metric accuracy =
        metric(
            new ClassTarget("label", List.of("a", "b")),
            row(new float[] {1, 2}, 1),
            row(new float[] {1, 2}, 0),
            row(new float[] {3, 2}, 0),
            row(new float[] {0, 9}, 1));

    assertThat(accuracy).isEqualTo(Metric.ratio("accuracy", 0.75, 4));
  }

  @Test
  void values_have_the_mean_over_columns_of_their_root_mean_squared_errors() {
    // Column v: errors 3 and -4, rmse sqrt(12.5); column w: errors 0 and 2, rmse sqrt(2).
    Metric rmse =
        metric(
            ValueTarget.unscaled(List.of("v", "w")),
            row(new float[] {3, 1}, 0, 1),
            row(new float[] {0, 3}, 4, 1));

    assertThat(rmse.name()).isEqualTo("rmse");
    assertThat(rmse.direction()).isEqualTo(Direction.LOWER_IS_BETTER);
    assertThat(rmse.value()).isCloseTo((Math.sqrt(12.5) + Math.sqrt(2)) / 2, within(1e-12));
  }

  @Test
  void anomalies_have_an_f1_at_their_threshold() {
    // Two found of three, one false alarm: precision 2/3, recall 2/3.
    Metric f1 =
        metric(
            new SelfTarget("anomaly", 0.99),
            row(new float[] {0.6f}, 1),
            row(new float[] {0.9f}, 1),
            row(new float[] {0.5f}, 1),
            row(new float[] {0.7f}, 0),
            row(new float[] {0.1f}, 0));

    assertThat(f1.name()).isEqualTo("f1");
    assertThat(f1.value()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(f1.samples()).isEqualTo(5);
  }

  @Test
  void without_a_truth_there_is_no_quality() {
    for (Target target :
        List.of(
            new ClassTarget("label", List.of("a")),
            ValueTarget.unscaled(List.of("v")),
            new SelfTarget(null, 0.99))) {
      assertThat(LiveQuality.metric(target, Map.of(), 0).value()).isNaN();
    }
  }

  @Test
  void without_any_anomaly_there_is_no_f1() {
    assertThat(metric(new SelfTarget("anomaly", 0.99), row(new float[] {0.1f}, 0)).value()).isNaN();
  }
}
