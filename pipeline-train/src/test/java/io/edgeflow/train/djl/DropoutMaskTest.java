package io.edgeflow.train.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutMaskTest {
  private static final Shape SHAPE = new Shape(50, 401);

  private static float[] mask(long seed, long step, int layer, float rate) {
    return mask(new Step(step, seed, 1, 1), layer, rate, SHAPE);
  }

  private static float[] mask(Step step, int layer, float rate, Shape shape) {
    try (NDManager manager = PyTorch.withThreads(1).newBaseManager()) {
      NDArray ones = manager.ones(shape);
      return new DropoutMask(step, layer).appliedTo(ones, rate).toFloatArray();
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0.1f, 0.5f, 0.9f})
  void a_share_of_the_values_is_zero_and_the_mean_stays(float rate) {
    float[] values = mask(7, 3, 1, rate);

    int zeros = 0;
    double sum = 0;
    for (float value : values) {
      assertThat(value == 0 || value == 1 / (1 - rate)).isTrue();
      zeros += value == 0 ? 1 : 0;
      sum += value;
    }
    // Five standard deviations of the share of 20,050 draws.
    double apart = 5 * Math.sqrt(rate * (1 - rate) / values.length);
    assertThat((double) zeros / values.length).isCloseTo(rate, within(apart));
    assertThat(sum / values.length).isCloseTo(1, within(apart / (1 - rate)));
  }

  @Test
  void equal_keys_give_equal_masks_and_others_do_not() {
    float[] mask = mask(7, 3, 1, 0.5f);

    assertThat(mask(7, 3, 1, 0.5f)).isEqualTo(mask);
    assertThat(mask(8, 3, 1, 0.5f)).isNotEqualTo(mask);
    assertThat(mask(7, 4, 1, 0.5f)).isNotEqualTo(mask);
    assertThat(mask(7, 3, 2, 0.5f)).isNotEqualTo(mask);
  }

  @Test
  void masks_of_other_steps_and_layers_agree_as_often_as_by_chance() {
    float[] mask = mask(7, 3, 1, 0.5f);

    for (float[] other : new float[][] {mask(7, 4, 1, 0.5f), mask(7, 3, 2, 0.5f)}) {
      int same = 0;
      for (int i = 0; i < mask.length; i++) {
        same += mask[i] == other[i] ? 1 : 0;
      }
      assertThat((double) same / mask.length).isCloseTo(0.5, within(0.02));
    }
  }

  @Test
  void the_engines_own_generator_has_no_part_in_it() {
    float[] mask = mask(7, 3, 1, 0.5f);
    PyTorch.withThreads(1).setRandomSeed(99);

    assertThat(mask(7, 3, 1, 0.5f)).isEqualTo(mask);
  }

  @Test
  void an_image_is_dropped_out_value_by_value() {
    Shape image = new Shape(4, 3, 10, 10);

    float[] values = mask(new Step(0, 1, 1, 1), 0, 0.5f, image);

    int zeros = 0;
    for (float value : values) {
      zeros += value == 0 ? 1 : 0;
    }
    assertThat((double) zeros / values.length).isCloseTo(0.5, within(0.08));
  }
}
