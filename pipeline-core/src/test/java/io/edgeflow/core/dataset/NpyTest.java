package io.edgeflow.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {
  @TempDir Path folder;

  private Path written() throws IOException {
    Path file = folder.resolve("a.npy");
    try (NpyWriter writer = new NpyWriter(file, ElementType.FLOAT32, 2)) {
      writer.append(new float[] {1, 2});
      writer.append(new float[] {3, Float.NaN});
    }
    return file;
  }

  @Test
  void rows_that_are_written_are_mapped_again() throws IOException {
    Npy array = Npy.map(written());

    assertThat(array.dims()).containsExactly(2, 2);
    assertThat(array.rows()).isEqualTo(2);
    assertThat(array.rowBytes()).isEqualTo(8);
    assertThat(array.data().getFloat(8)).isEqualTo(3);
    assertThat(array.data().getFloat(12)).isNaN();
  }

  @Test
  void writing_to_the_mapping_leaves_the_file_alone() throws IOException {
    Path file = written();
    byte[] before = Files.readAllBytes(file);

    Npy.map(file).data().putFloat(0, 42);

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void a_truncated_array_is_refused() throws IOException {
    Path file = written();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));

    assertThatThrownBy(() -> Npy.map(file))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("a.npy");
  }

  @Test
  void the_header_is_the_one_that_numpy_documents() {
    String header = new String(Npy.header(ElementType.INT32, 5), StandardCharsets.ISO_8859_1);

    assertThat(header).hasSize(128).endsWith("\n");
    assertThat(header).contains("{'descr': '<i4', 'fortran_order': False, 'shape': (5,), }");
  }
}
