package io.edgeflow.deploy.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedTensorTest {
  @Test
  void the_elements_are_little_endian_base64() {
    Tensor tensor = Tensor.of(new int[] {2, 1}, new float[] {1, Float.NaN});

    assertThat(Json.text(new TypedTensor(tensor)))
        .isEqualTo("{\"type\":\"F32\",\"dims\":[2,1],\"data\":\"AACAPwAAwH8=\"}");
  }

  @Test
  void every_bit_survives() {
    int[] bits = {0, 0x80000000, 1, 0x7f800000, 0xffc12345, 0x7f7fffff};
    float[] values = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      values[i] = Float.intBitsToFloat(bits[i]);
    }
    Tensor floats = Tensor.of(new int[] {2, 3}, values);
    Tensor ints = Tensor.of(new int[] {6}, bits);

    assertThat(read(Json.text(new TypedTensor(floats)))).isEqualTo(floats);
    assertThat(read(Json.text(new TypedTensor(ints)))).isEqualTo(ints);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'F32','dims':[2,1],'data':'AACAPw=='}",
        "{'type':'F32','dims':[-1,-1],'data':'AACAPw=='}",
        "{'type':'F32','dims':[2147483647,2147483647,4],'data':'AACAPw=='}",
        "{'type':'F32','dims':[1,1,1,1,1,1,1,1,1],'data':'AACAPw=='}",
        "{'type':'F64','dims':[1],'data':'AACAPw=='}",
        "{'type':'I8','dims':[4],'data':'AACAPw=='}",
        "{'type':'F32','dims':[1],'data':'AACA*w=='}",
        "{'type':'F32','dims':[1.5],'data':'AACAPw=='}",
        "{'type':'F32','dims':[null],'data':'AACAPw=='}",
        "{'dims':[1],'data':'AACAPw=='}",
        "{'type':'F32','dims':[1],'data':'AACAPw==','more':1}",
        "[[1.0]]",
      })
  void what_is_no_tensor_is_refused(String text) {
    assertThatThrownBy(() -> read(text.replace('\'', '"')))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Not a valid TypedTensor");
  }

  @Test
  void types_that_nobody_speaks_are_not_sent() {
    Tensor bytes = Tensor.of(ElementType.INT8, new int[] {1}, new byte[] {1});

    assertThatThrownBy(() -> new TypedTensor(bytes)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Tensor read(String text) {
    return Json.read(text, TypedTensor.class, "test").tensor();
  }
}
