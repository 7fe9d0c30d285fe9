package io.edgeflow.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {
  @Test
  void every_half_survives_the_way_to_a_float_and_back() {
    for (int bits = 0; bits <= 0xffff; bits++) {
      short half = (short) bits;
      float value = HalfFloat.toFloat(half);

      if (Float.isNaN(value)) {
        assertThat(bits & 0x7fff).isGreaterThan(0x7c00);
      } else {
        assertThat(HalfFloat.of(value)).as("%x", bits).isEqualTo(half);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3c00",
    "-2, c000",
    "0.333251953125, 3555",
    "65504, 7bff",
    "65519.996, 7bff",
    "65520, 7c00",
    "1e30, 7c00",
    "-1e30, fc00",
    "6.1035156e-5, 0400",
    "5.9604645e-8, 0001",
    "2.9802322e-8, 0000",
    "2.9802326e-8, 0001",
    "-1e-30, 8000",
    "1.00048828125, 3c00",
    "1.00146484375, 3c02",
    "0.99995, 3c00",
  })
  void a_float_becomes_the_nearest_half_and_the_even_one_of_two(float value, String bits) {
    assertThat(String.format("%04x", HalfFloat.of(value) & 0xffff)).isEqualTo(bits);
  }

  @Test
  void nan_stays_nan() {
    assertThat(HalfFloat.toFloat(HalfFloat.of(Float.NaN))).isNaN();
  }

  @Test
  void the_elements_of_a_tensor_are_turned_one_by_one() {
    Tensor halves = HalfFloat.of(Tensor.of(new int[] {1, 2}, new float[] {1, -2}));

    assertThat(halves).hasToString("FLOAT16[1, 2]");
    assertThat(halves.toBytes()).containsExactly(0, 0x3c, 0, (byte) 0xc0);
  }
}
