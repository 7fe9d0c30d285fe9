package io.edgeflow.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PrimaryMetricTest {
  private static final PrimaryMetric ACCURACY =
      new PrimaryMetric("accuracy", "ratio", Direction.HIGHER_IS_BETTER);
  private static final PrimaryMetric RMSE =
      new PrimaryMetric("rmse", "value", Direction.LOWER_IS_BETTER);

  @Test
  void what_is_kept_of_an_accuracy_is_its_ratio() {
    assertThat(ACCURACY.retention(0.8, 0.6)).isCloseTo(0.75, within(1e-12));
    assertThat(ACCURACY.drop(0.8, 0.6)).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void a_falling_error_is_an_improvement() {
    assertThat(RMSE.retention(2, 4)).isEqualTo(0.5);
    assertThat(RMSE.drop(2, 4)).isEqualTo(2);
    assertThat(RMSE.retention(4, 2)).isEqualTo(2);
    assertThat(RMSE.drop(4, 2)).isEqualTo(-2);
  }

  @Test
  void an_error_that_vanishes_is_kept_and_one_that_comes_from_nothing_is_not() {
    assertThat(RMSE.retention(0, 0)).isOne();
    assertThat(RMSE.retention(1, 0)).isOne();
    assertThat(RMSE.retention(0, 1)).isZero();
  }

  @Test
  void of_nothing_nothing_can_be_kept() {
    assertThat(ACCURACY.retention(0, 0.5)).isNaN();
    assertThat(ACCURACY.retention(0, 0)).isNaN();
    assertThat(ACCURACY.retention(Double.NaN, 0.5)).isNaN();
    assertThat(RMSE.retention(1, Double.NaN)).isNaN();
  }

  @Test
  void a_measured_value_carries_name_unit_and_direction() {
    assertThat(RMSE.of(1.5, 7))
        .isEqualTo(new Metric("rmse", 1.5, "value", Direction.LOWER_IS_BETTER, 7));
  }

  @Test
  void a_metric_without_direction_judges_nothing() {
    assertThatThrownBy(() -> new PrimaryMetric("rows", "rows", Direction.NEUTRAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Nothing can be judged by rows");
  }
}
