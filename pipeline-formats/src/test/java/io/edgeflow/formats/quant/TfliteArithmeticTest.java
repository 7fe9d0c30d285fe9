package io.edgeflow.formats.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.tensor.ElementType;
import org.junit.jupiter.api.Test;

class TfliteArithmeticTest {
  private final TfliteArithmetic tflite = new TfliteArithmetic();

  @Test
  void zero_is_always_within_the_represented_range() {
    assertThat(tflite.activation(1, 255)).isEqualTo(new QuantParams(1, -128));
    assertThat(tflite.activation(-255, -1)).isEqualTo(new QuantParams(1, 127));
    assertThat(tflite.activation(-100, 155)).isEqualTo(new QuantParams(1, -28));
  }

  @Test
  void a_range_of_nothing_is_widened_on_both_sides() {
    assertThat(tflite.activation(0, 0).scale()).isCloseTo(2e-6f / 255, within(1e-12f));
    assertThat(tflite.activation(0, 0).zeroPoint()).isBetween(-1, 0);
  }

  @Test
  void a_channel_takes_its_largest_weight_for_127_steps() {
    assertThat(tflite.channel(127, 3, 0.5f)).isEqualTo(new ChannelScale(1, 0.5f));
  }

  @Test
  void a_channel_of_next_to_nothing_has_the_smallest_scale() {
    float smallest = 1e-6f / 254;

    assertThat(tflite.channel(0, 0, 0.5f).weight()).isCloseTo(smallest, within(1e-14f));
    assertThat(tflite.channel(4e-7f, 0, 0.5f).weight()).isCloseTo(smallest, within(1e-14f));
    assertThat(tflite.channel(6e-7f, 0, 0.5f).weight()).isCloseTo(1.2e-6f / 254, within(1e-14f));
  }

  @Test
  void a_scale_is_widened_until_the_bias_fits_31_bits() {
    // 1e6 / (2^30 - 1) = 9.3132e-4 for the bias; divided by the input's scale for the weight.
    ChannelScale scale = tflite.channel(1.27f, -1e6f, 1e-3f);

    assertThat(scale.bias()).isCloseTo(9.3132e-4f, within(1e-8f));
    assertThat(scale.weight()).isCloseTo(0.93132f, within(1e-5f));
    assertThat(tflite.bias(-1e6f, scale.bias())).isBetween(-1_073_750_000, -1_073_730_000);
  }

  @Test
  void weights_are_rounded_half_away_from_zero_and_kept_symmetric() {
    assertThat(tflite.weight(2.5f, 1)).isEqualTo((byte) 3);
    assertThat(tflite.weight(-2.5f, 1)).isEqualTo((byte) -3);
    assertThat(tflite.weight(1000, 1)).isEqualTo((byte) 127);
    assertThat(tflite.weight(-1000, 1)).isEqualTo((byte) -127);
  }

  @Test
  void biases_are_rounded_half_away_from_zero_and_kept_symmetric() {
    assertThat(tflite.bias(1.25f, 0.5f)).isEqualTo(3);
    assertThat(tflite.bias(-1.25f, 0.5f)).isEqualTo(-3);
    assertThat(tflite.bias(1e30f, 1)).isEqualTo(Integer.MAX_VALUE);
    assertThat(tflite.bias(-1e30f, 1)).isEqualTo(-Integer.MAX_VALUE);
  }

  @Test
  void steps_are_signed_and_rounded_half_away_from_zero() {
    QuantParams params = new QuantParams(0.5f, 10);

    assertThat(tflite.activationType()).isEqualTo(ElementType.INT8);
    assertThat(tflite.step(0, params)).isEqualTo((byte) 10);
    assertThat(tflite.step(1.25f, params)).isEqualTo((byte) 13);
    assertThat(tflite.step(-1.25f, params)).isEqualTo((byte) 7);
    assertThat(tflite.step(-1000, params)).isEqualTo((byte) -128);
    assertThat(tflite.step(1000, params)).isEqualTo((byte) 127);
  }
}
