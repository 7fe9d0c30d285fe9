package io.edgeflow.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
  void an_array_beyond_a_mapping_is_refused_though_the_file_holds_it() throws IOException {
    Path file = folder.resolve("huge.npy");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] header = Npy.header(ElementType.INT8, 2, 1 << 30);
      sparse.write(header);
      sparse.setLength(header.length + (1L << 31));
    }

    assertThatThrownBy(() -> Npy.map(file))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("2147483776 bytes, shape [2, 1073741824]");
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

  private Path file(String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    java.nio.ByteBuffer out =
        java.nio.ByteBuffer.allocate(10 + text.length + dataBytes)
            .order(java.nio.ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.putShort((short) text.length).put(text);
    return Files.write(folder.resolve("made.npy"), out.array());
  }

  private static String header(String type, String shape) {
    return "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
  }

  @ParameterizedTest
  @EnumSource
  void every_element_type_is_read_by_its_numpy_name(ElementType type) throws IOException {
    Npy array = Npy.map(file(header(type.numpy(), "(2, 3)"), 6 * type.bytes()));

    assertThat(array.type()).isEqualTo(type);
    assertThat(array.dims()).containsExactly(2, 3);
    assertThat(array.rowBytes()).isEqualTo(3 * type.bytes());
    assertThat(array.data().remaining()).isEqualTo(6 * type.bytes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"()|1|4|4", "(5,)|5|4|20", "(5, 2, 3)|5|24|120", "(0, 4)|0|16|0"})
  void rows_are_counted_along_the_first_axis(String shape, int rows, int rowBytes, int bytes)
      throws IOException {
    Npy array = Npy.map(file(header("<f4", shape), bytes));

    assertThat(array.rows()).isEqualTo(rows);
    assertThat(array.rowBytes()).isEqualTo(rowBytes);
  }

  @Test
  void a_header_as_long_as_16_bits_can_say_is_read() throws IOException {
    String header = header("<f4", "(1,)");
    Path file = file(header.strip() + " ".repeat(65_535 - header.length()) + "\n", 4);

    assertThat(Npy.map(file).dims()).containsExactly(1);
  }

  @Test
  void elements_are_little_endian_and_begin_behind_the_header() throws IOException {
    Path file = file(header("<i4", "(1,)"), 4);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 4] = 1;
    Files.write(file, bytes);

    assertThat(Npy.map(file).data().getInt(0)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<f8|(1,)|8|element type <f8",
        ">f4|(1,)|4|element type >f4",
        "<f4|(2,)|4|shape [2]",
        "<f4|(1,)|8|shape [1]",
        "<f4|(600000000,)|4|shape [600000000]",
        "<f4|(99999999999,)|4|shape 99999999999",
        "<f4|(2000000000, 2000000000, 2000000000)|4|shape [2000000000",
        "<f4|(-1,)|4|an unsupported header",
        "<f4|5|20|an unsupported header"
      })
  void what_edgeflow_cannot_hold_is_refused_by_name(
      String type, String shape, int bytes, String found) throws IOException {
    Path file = file(header(type, shape), bytes);

    assertThatThrownBy(() -> Npy.map(file))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Not an array file that Edgeflow reads")
        .hasMessageContaining(found)
        .hasMessageContaining("made.npy");
  }

  @Test
  void fortran_order_is_refused() throws IOException {
    Path file = file("{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }\n", 4);

    assertThatThrownBy(() -> Npy.map(file)).hasMessageContaining("an unsupported header");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 6, 7})
  void another_magic_or_version_is_refused(int at) throws IOException {
    Path file = written();
    byte[] bytes = Files.readAllBytes(file);
    bytes[at]++;
    Files.write(file, bytes);

    assertThatThrownBy(() -> Npy.map(file))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("no NumPy 1.0 header");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 100})
  void a_file_that_ends_within_its_header_is_refused(int length) throws IOException {
    Path file = written();
    Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), length));

    assertThatThrownBy(() -> Npy.map(file))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Cannot read the array")
        .hasRootCauseMessage("The file ends early");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> Npy.map(folder.resolve("none.npy")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("none.npy");
  }

  @Test
  void the_header_begins_with_magic_version_and_its_length() {
    byte[] header = Npy.header(ElementType.FLOAT32, 2, 3);

    assertThat(header).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0);
    assertThat(new String(header, 10, 118, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } ")
        .endsWith(" \n");
  }

  @Test
  void a_shape_that_does_not_fit_the_header_is_refused() {
    int[] many = new int[20];
    java.util.Arrays.fill(many, 1000);

    assertThatThrownBy(() -> Npy.header(ElementType.FLOAT32, many))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A shape of 20 axes is too long");
  }

  @Test
  void the_longest_shape_that_fits_leaves_room_for_the_line_feed() {
    // 55 characters and 21 digits with their separators make 116 of the 118; the line feed is one.
    int[] many = new int[21];

    many[0] = 10;
    assertThat(Npy.header(ElementType.FLOAT32, many)).hasSize(128).endsWith('\n');

    many[1] = 10;
    assertThatThrownBy(() -> Npy.header(ElementType.FLOAT32, many))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A shape of 21 axes is too long");
  }
}
