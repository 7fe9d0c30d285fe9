package io.edgeflow.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.PreprocessStep.MinMax;
import io.edgeflow.core.preprocess.PreprocessStep.MinMaxRange;
import io.edgeflow.core.preprocess.PreprocessStep.Robust;
import io.edgeflow.core.preprocess.PreprocessStep.Standardize;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingTest {
  @Test
  void steps_one_behind_the_other_are_one_scaling() {
    Preprocessing steps =
        preprocessing(
            new MinMax(Floats.of(10, 20), Floats.of(30, 60)),
            new Standardize(Floats.of(0.25f), Floats.of(0.5f)));

    Scaling scaling = steps.scaling().orElseThrow();

    assertThat(scaling).isEqualTo(new Scaling(Floats.of(15, 30), Floats.of(10, 20)));
    float[] values = steps.scaled(new float[] {25, 42});
    assertThat(values[0]).isCloseTo((25f - 15) / 10, within(1e-6f));
    assertThat(values[1]).isCloseTo((42f - 30) / 20, within(1e-6f));
  }

  @Test
  void a_range_and_robust_scaling_are_scalings_too() {
    Preprocessing range = preprocessing(new MinMaxRange(Floats.of(10), Floats.of(30), -1, 1));
    Preprocessing robust = preprocessing(new Robust(Floats.of(3), Floats.of(2)));

    assertThat(range.scaling()).contains(new Scaling(Floats.of(20), Floats.of(10)));
    assertThat(robust.scaling()).contains(new Scaling(Floats.of(3), Floats.of(2)));
    assertThat(range.scaled(new float[] {25, 10})).containsExactly(0.5f, -1);
  }

  @Test
  void no_step_scales_by_one() {
    assertThat(preprocessing().scaling()).contains(new Scaling(Floats.of(0), Floats.of(1)));
  }

  @Test
  void a_constant_channel_is_not_scaled() {
    assertThat(preprocessing(new MinMax(Floats.of(1, 5), Floats.of(2, 5))).scaling()).isEmpty();
    assertThat(
            preprocessing(
                    new Standardize(Floats.of(1, 5), Floats.of(0, 1)),
                    new MinMax(Floats.of(0), Floats.of(1)))
                .scaling())
        .isEmpty();
  }

  @Test
  void a_step_that_moves_values_is_no_scaling() {
    assertThat(preprocessing(new PreprocessStep.ImputeMean(Floats.of(1, 2))).scaling()).isEmpty();
  }

  private static Preprocessing preprocessing(PreprocessStep... steps) {
    FeatureSpec vector = FeatureSpec.of(FeatureKind.VECTOR, 2);
    return new Preprocessing(List.of("a", "b"), vector, List.of(), vector, List.of(steps));
  }
}
