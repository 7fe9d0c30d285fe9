package io.edgeflow.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyRowsTest {
  @TempDir private Path folder;

  private Path array(int rows, int columns) throws IOException {
    Path file = folder.resolve("rows.npy");
    ByteBuffer out =
        ByteBuffer.allocate(128 + rows * columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.put(Npy.header(ElementType.FLOAT32, rows, columns));
    for (int i = 0; i < rows * columns; i++) {
      out.putFloat(i);
    }
    return Files.write(file, out.array());
  }

  @Test
  void some_rows_are_read_from_the_middle_of_a_file_that_may_only_be_read() throws IOException {
    Path file = array(5, 3);
    assertThat(file.toFile().setWritable(false)).isTrue();

    try (NpyRows rows = NpyRows.open(file)) {
      assertThat(rows.dims()).containsExactly(5, 3);
      assertThat(rows.type()).isEqualTo(ElementType.FLOAT32);
      float[] found = new float[6];
      rows.read(2, 4).asFloatBuffer().get(found);
      assertThat(found).containsExactly(6, 7, 8, 9, 10, 11);
    }
  }

  @Test
  void an_interrupted_thread_reads_on() throws IOException {
    try (NpyRows rows = NpyRows.open(array(5, 3))) {
      Thread.currentThread().interrupt();

      assertThat(rows.read(1, 2).getFloat()).isEqualTo(3);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(rows.read(2, 3).getFloat()).isEqualTo(6);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void a_file_that_is_cut_off_is_refused_with_what_to_do() throws IOException {
    Path file = array(5, 3);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 150));

    assertThatThrownBy(() -> NpyRows.open(file))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("150 bytes, shape [5, 3]")
        .hasMessageContaining("rows.npy")
        .hasMessageContaining("numpy.save");
  }

  @Test
  void a_file_that_becomes_shorter_is_an_error_and_no_endless_reading() throws IOException {
    Path file = array(5, 3);
    try (NpyRows rows = NpyRows.open(file)) {
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 150));

      assertThatThrownBy(() -> rows.read(3, 5)).hasMessageContaining("Cannot read the array");
    }
  }
}
