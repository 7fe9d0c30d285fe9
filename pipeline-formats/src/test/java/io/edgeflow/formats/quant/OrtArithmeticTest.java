package io.edgeflow.formats.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.tensor.ElementType;
import org.junit.jupiter.api.Test;

class OrtArithmeticTest {
  private final OrtArithmetic ort = new OrtArithmetic();

  @Test
  void zero_is_always_within_the_represented_range() {
    assertThat(ort.activation(1, 255)).isEqualTo(new QuantParams(1, 0));
    assertThat(ort.activation(-255, -1)).isEqualTo(new QuantParams(1, 255));
    assertThat(ort.activation(-100, 155)).isEqualTo(new QuantParams(1, 100));
    assertThat(ort.activation(0, 0)).isEqualTo(new QuantParams(1, 0));
  }

  @Test
  void a_channel_of_zeros_has_the_scale_one() {
    assertThat(ort.channel(0, 0, 0.5f)).isEqualTo(new ChannelScale(1, 0.5f));
  }

  @Test
  void the_smallest_scale_is_the_smallest_normal_number() {
    assertThat(ort.activation(0, 255 * Float.MIN_NORMAL).scale()).isEqualTo(Float.MIN_NORMAL);
    assertThat(ort.activation(0, 254 * Float.MIN_NORMAL).scale()).isEqualTo(1);
    assertThat(ort.channel(127 * Float.MIN_NORMAL, 0, 1).weight()).isEqualTo(Float.MIN_NORMAL);
    assertThat(ort.channel(126 * Float.MIN_NORMAL, 0, 1).weight()).isEqualTo(1);
  }

  @Test
  void a_channel_takes_its_largest_weight_for_127_steps() {
    assertThat(ort.channel(127, 3, 0.5f)).isEqualTo(new ChannelScale(1, 0.5f));
  }

  @Test
  void a_scale_is_widened_until_the_bias_fits_32_bits() {
    // 1e6 / (2^31 - 1), times the margin 1.0001, is 4.657e-4 for a product of scales of 1e-5.
    ChannelScale scale = ort.channel(1.27f, -1e6f, 1e-3f);

    assertThat(scale.weight()).isCloseTo(0.46570f, within(1e-5f));
    assertThat(scale.bias()).isCloseTo(4.6570e-4f, within(1e-8f));
    assertThat(ort.bias(-1e6f, scale.bias())).isBetween(-2_147_483_647, -2_147_000_000);
  }

  @Test
  void a_product_that_vanishes_widens_nothing() {
    assertThat(ort.channel(127, 5, 0)).isEqualTo(new ChannelScale(1, 0));
  }

  @Test
  void weights_are_rounded_half_to_even_and_kept_within_8_bits() {
    assertThat(ort.weight(2.5f, 1)).isEqualTo((byte) 2);
    assertThat(ort.weight(3.5f, 1)).isEqualTo((byte) 4);
    assertThat(ort.weight(1000, 1)).isEqualTo((byte) 127);
    assertThat(ort.weight(-1000, 1)).isEqualTo((byte) -128);
  }

  @Test
  void biases_are_rounded_half_to_even_and_kept_within_32_bits() {
    assertThat(ort.bias(1.25f, 0.5f)).isEqualTo(2);
    assertThat(ort.bias(1.75f, 0.5f)).isEqualTo(4);
    assertThat(ort.bias(1e30f, 1)).isEqualTo(Integer.MAX_VALUE);
    assertThat(ort.bias(-1e30f, 1)).isEqualTo(Integer.MIN_VALUE);
  }

  @Test
  void steps_are_unsigned_and_rounded_half_to_even() {
    QuantParams params = new QuantParams(0.5f, 10);

    assertThat(ort.activationType()).isEqualTo(ElementType.UINT8);
    assertThat(ort.step(0, params)).isEqualTo((byte) 10);
    assertThat(ort.step(1.25f, params)).isEqualTo((byte) 12);
    assertThat(ort.step(1.75f, params)).isEqualTo((byte) 14);
    assertThat(ort.step(-5, params)).isEqualTo((byte) 0);
    assertThat(ort.step(-1000, params)).isEqualTo((byte) 0);
    assertThat(ort.step(1000, params)).isEqualTo((byte) 255);
  }
}
