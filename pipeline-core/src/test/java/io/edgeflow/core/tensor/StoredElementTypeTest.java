package io.edgeflow.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.dataset.Npy;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Safetensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Element types in the files that hold them. */
class StoredElementTypeTest {
  @ParameterizedTest
  @EnumSource
  void a_tensor_of_every_type_comes_back_from_safetensors(ElementType type) {
    Tensor tensor = tensor(type);

    Safetensors.Content read =
        Safetensors.read(Safetensors.write(Map.of("t", tensor), Map.of()), 1);

    assertThat(read.tensors()).containsExactly(Map.entry("t", tensor));
  }

  @ParameterizedTest
  @EnumSource
  void an_array_of_every_type_comes_back_from_npy(ElementType type, @TempDir Path folder)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(Npy.header(type, 2, 3));
    bytes.write(tensor(type).toBytes());

    Npy read = Npy.map(Files.write(folder.resolve("a.npy"), bytes.toByteArray()));

    assertThat(read.type()).isEqualTo(type);
    assertThat(read.rowBytes()).isEqualTo(3 * type.bytes());
    assertThat(Tensor.wrap(type, new int[] {2, 3}, read.data())).isEqualTo(tensor(type));
  }

  @Test
  void a_type_that_is_not_known_is_refused_by_name() {
    byte[] file = Safetensors.write(Map.of("t", tensor(ElementType.BOOL)), Map.of());
    byte[] other =
        new String(file, StandardCharsets.ISO_8859_1)
            .replace("BOOL", "BF16")
            .getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> Safetensors.read(other, "other.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("BF16")
        .hasMessageContaining("other.safetensors");
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "INT16", "BOOL"})
  void other_bytes_are_not_taken_for_floats_or_integers(ElementType type) {
    assertThatThrownBy(() -> tensor(type).toFloats())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(type + ", not FLOAT32");
    assertThatThrownBy(() -> tensor(type).ints())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(type + ", not INT32");
  }

  private static Tensor tensor(ElementType type) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(6 * type.bytes());
    for (int i = 0; i < 6; i++) {
      bytes.put(i * type.bytes(), (byte) (i % 2));
    }
    return Tensor.wrap(type, new int[] {2, 3}, bytes);
  }
}
