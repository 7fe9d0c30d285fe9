package io.edgeflow.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.tensor.ElementType;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyWriterTest {
  @TempDir Path folder;

  @Test
  void the_header_gets_the_row_count_when_the_file_is_closed() throws IOException {
    Path file = folder.resolve("a.npy");

    try (NpyWriter writer = new NpyWriter(file, ElementType.FLOAT32, 2, 1)) {
      assertThat(writer.rows()).isZero();
      writer.append(new float[] {1, 2});
      assertThat(writer.rows()).isEqualTo(1);
      writer.append(new float[] {3, 4});
      assertThat(writer.rows()).isEqualTo(2);
    }

    byte[] header = Npy.header(ElementType.FLOAT32, 2, 2, 1);
    assertThat(Files.readAllBytes(file)).startsWith(header).hasSize(128 + 16);
    assertThat(Npy.map(file).dims()).containsExactly(2, 2, 1);
  }

  @Test
  void integers_are_written_little_endian_one_a_row() throws IOException {
    Path file = folder.resolve("a.npy");

    try (NpyWriter writer = new NpyWriter(file, ElementType.INT32)) {
      writer.append(0x01020304);
      writer.append(-1);
    }

    byte[] bytes = Files.readAllBytes(file);
    assertThat(java.util.Arrays.copyOfRange(bytes, 128, 136))
        .containsExactly(4, 3, 2, 1, -1, -1, -1, -1);
    assertThat(Npy.map(file).rows()).isEqualTo(2);
  }

  @Test
  void rows_of_bytes_are_written_as_they_are_however_long() throws IOException {
    Path file = folder.resolve("a.npy");
    byte[] row = new byte[300_000];
    row[0] = -1;
    row[row.length - 1] = 7;

    try (NpyWriter writer = new NpyWriter(file, ElementType.UINT8, row.length)) {
      writer.append(row);
      writer.append(row);
      assertThat(writer.rows()).isEqualTo(2);
    }

    byte[] read = new byte[2 * row.length];
    Npy.map(file).data().get(read);
    assertThat(java.util.Arrays.copyOf(read, row.length)).isEqualTo(row);
    assertThat(java.util.Arrays.copyOfRange(read, row.length, read.length)).isEqualTo(row);
    try (NpyWriter floats = new NpyWriter(folder.resolve("b.npy"), ElementType.FLOAT32, 1)) {
      assertThatThrownBy(() -> floats.append(row)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void rows_beyond_the_buffer_are_all_there() throws IOException {
    Path file = folder.resolve("a.npy");
    int rows = 70_000;

    try (NpyWriter writer = new NpyWriter(file, ElementType.INT32)) {
      for (int row = 0; row < rows; row++) {
        writer.append(row);
      }
    }

    Npy array = Npy.map(file);
    assertThat(array.rows()).isEqualTo(rows);
    for (int row = 0; row < rows; row += 997) {
      assertThat(array.data().getInt(row * 4)).isEqualTo(row);
    }
  }

  @Test
  void a_row_of_floats_may_be_longer_than_the_buffer() throws IOException {
    Path file = folder.resolve("a.npy");
    float[] row = new float[100_000];
    for (int i = 0; i < row.length; i++) {
      row[i] = i;
    }

    try (NpyWriter writer = new NpyWriter(file, ElementType.FLOAT32, row.length)) {
      writer.append(row);
    }

    Npy array = Npy.map(file);
    assertThat(array.dims()).containsExactly(1, 100_000);
    for (int i = 0; i < row.length; i += 1009) {
      assertThat(array.data().getFloat(i * 4)).isEqualTo(i);
    }
  }

  @Test
  void a_file_without_rows_is_a_valid_array() throws IOException {
    Path file = folder.resolve("a.npy");

    new NpyWriter(file, ElementType.FLOAT32, 3).close();

    assertThat(Npy.map(file).dims()).containsExactly(0, 3);
    assertThat(Npy.map(file).data().remaining()).isZero();
  }

  @Test
  void a_file_that_exists_is_never_overwritten() throws IOException {
    Path file = Files.writeString(folder.resolve("a.npy"), "precious");

    assertThatThrownBy(() -> new NpyWriter(file, ElementType.FLOAT32))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("precious");
  }
}
