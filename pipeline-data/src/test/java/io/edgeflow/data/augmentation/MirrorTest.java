package io.edgeflow.data.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MirrorTest extends AugmentationProviderContract {
  private static final KeyedRandom RANDOM = KeyedRandom.of(42);

  @Override
  protected AugmentationProvider provider() {
    return new Mirror();
  }

  @Override
  Map<String, ?> values() {
    return Map.of("probability", 0.9);
  }

  @Override
  Map<String, ?> others() {
    return Map.of("probability", 0.3);
  }

  private float[] mirrored(double probability, int height, int width, int channels, float... of) {
    float[] sample = of.clone();
    augmentation(Map.of("probability", probability))
        .apply(sample, FeatureSpec.of(FeatureKind.IMAGE, height, width, channels), RANDOM);
    return sample;
  }

  @Test
  void each_row_of_pixels_is_reversed() {
    assertThat(mirrored(1, 2, 3, 1, 1, 2, 3, 4, 5, 6)).containsExactly(3, 2, 1, 6, 5, 4);
    assertThat(mirrored(1, 1, 1, 2, 1, 2)).containsExactly(1, 2);
  }

  @Test
  void the_channels_of_a_pixel_keep_their_order_as_in_numpy() {
    // numpy.fliplr(numpy.arange(12).reshape(2, 3, 2)).ravel()
    assertThat(mirrored(1, 2, 3, 2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11))
        .containsExactly(4, 5, 2, 3, 0, 1, 10, 11, 8, 9, 6, 7);
  }

  @Test
  void values_are_moved_bit_for_bit_and_twice_is_as_before() {
    float[] odd = {-0f, Float.MIN_VALUE, Float.intBitsToFloat(0x7fc0_1234), Float.MAX_VALUE};
    float[] once = mirrored(1, 1, 4, 1, odd);
    float[] twice = mirrored(1, 1, 4, 1, once);

    for (int i = 0; i < odd.length; i++) {
      assertThat(Float.floatToRawIntBits(once[3 - i])).isEqualTo(Float.floatToRawIntBits(odd[i]));
      assertThat(Float.floatToRawIntBits(twice[i])).isEqualTo(Float.floatToRawIntBits(odd[i]));
    }
  }

  @Test
  void the_probability_is_the_share_of_samples() {
    int touched = 0;
    for (int i = 0; i < 10_000; i++) {
      touched += mirrored(0.3, 1, 2, 1, 1, 2)[0] == 2 ? 1 : 0;
      assertThat(mirrored(0, 1, 2, 1, 1, 2)).containsExactly(1, 2);
    }

    assertThat(touched / 10_000.0).isCloseTo(0.3, within(0.02));
  }

  @Test
  void it_is_for_images() {
    assertThat(FeatureKind.values())
        .filteredOn(provider()::suits)
        .containsExactly(FeatureKind.IMAGE);
  }
}
