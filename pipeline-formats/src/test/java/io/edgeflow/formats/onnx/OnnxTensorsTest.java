package io.edgeflow.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.tensor.ElementType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxTensorsTest {
  @ParameterizedTest
  @EnumSource
  void every_element_type_has_the_number_of_the_onnx_standard(ElementType type) {
    assertThat(OnnxTensors.code(type))
        .isEqualTo(
            switch (type) {
              case FLOAT32 -> 1;
              case UINT8 -> 2;
              case INT8 -> 3;
              case INT16 -> 5;
              case INT32 -> 6;
              case INT64 -> 7;
              case BOOL -> 9;
              case FLOAT16 -> 10;
            });
  }
}
