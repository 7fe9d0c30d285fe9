package io.edgeflow.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ElementTypeTest {
  @ParameterizedTest
  @CsvSource({
    "FLOAT32, 4, F32, <f4",
    "INT32, 4, I32, <i4",
    "INT64, 8, I64, <i8",
    "INT8, 1, I8, |i1",
    "UINT8, 1, U8, |u1",
    "FLOAT16, 2, F16, <f2",
    "INT16, 2, I16, <i2",
    "BOOL, 1, BOOL, |b1"
  })
  void size_and_names_are_those_of_safetensors_and_numpy(
      ElementType type, int bytes, String safetensors, String numpy) {
    assertThat(type.bytes()).isEqualTo(bytes);
    assertThat(type.safetensors()).isEqualTo(safetensors);
    assertThat(type.numpy()).isEqualTo(numpy);
  }

  @ParameterizedTest
  @EnumSource
  void no_two_types_share_a_name(ElementType type) {
    assertThat(Arrays.stream(ElementType.values()).map(ElementType::numpy))
        .containsOnlyOnce(type.numpy());
    assertThat(Arrays.stream(ElementType.values()).map(ElementType::safetensors))
        .containsOnlyOnce(type.safetensors());
  }

  @ParameterizedTest
  @EnumSource
  void the_digit_in_the_numpy_name_is_the_size(ElementType type) {
    assertThat(type.numpy()).endsWith(Integer.toString(type.bytes()));
  }
}
