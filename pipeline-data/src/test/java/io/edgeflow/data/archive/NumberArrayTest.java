package io.edgeflow.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.Oracle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberArrayTest {
  @Test
  void the_numbers_are_those_that_numpy_wrote() throws IOException {
    for (Map<String, Object> golden : Oracle.list("arrays")) {
      float[] expected = Oracle.floats(golden.get("numbers"));
      byte[] file = Base64.getDecoder().decode((String) golden.get("file"));

      assertThat(numbers(file)).as(golden.get("type").toString()).isEqualTo(expected);
      assertThat(numbers(gzip(file))).isEqualTo(expected);
    }
  }

  @Test
  void idx_is_read_from_its_first_byte_on() throws IOException {
    assertThat(numbers(idx(0x08, 1, 200, 3))).containsExactly(1, 200, 3);
    assertThat(numbers(idx(0x09, 1, 200, 3))).containsExactly(1, -56, 3);
    assertThat(numbers(gzip(idx(0x0B, 0, 2, 255, 255)))).containsExactly(2, -1);
    assertThat(numbers(idx(0x0D, 0x3F, 0x80, 0, 0))).containsExactly(1);
  }

  @Test
  void an_array_that_is_cut_off_anywhere_is_refused() throws IOException {
    for (byte[] whole : List.of(npy("<i2", "2, 3", 12), idx(0x08, 1, 2, 3), gzip(idx(8, 1, 2)))) {
      for (int length = 0; length < whole.length; length++) {
        byte[] part = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> numbers(part))
            .isInstanceOf(PipelineException.class)
            .hasMessageContaining("The array is cut off")
            .hasMessageContaining("where: a.npy");
      }
    }
  }

  @Test
  void bytes_after_the_last_row_are_refused() {
    assertThatThrownBy(() -> numbers(npy("<i2", "2, 3", 13)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("has more bytes than its header says");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<U1', 'fortran_order': False, 'shape': (3,), }",
        "{'descr': '|O', 'fortran_order': False, 'shape': (3,), }",
        "{'descr': '<f2', 'fortran_order': False, 'shape': (3,), }",
        "{'descr': '<f4', 'fortran_order': True, 'shape': (3, 2), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 99999999, 99999999), }",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (3,), }",
        "no header"
      })
  void what_is_not_read_is_refused_by_its_form(String header) {
    assertThatThrownBy(() -> numbers(npy(header, 12)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The array has a form that is not read")
        .hasMessageContaining("numpy.ascontiguousarray");
  }

  @Test
  void what_is_no_array_is_refused() {
    assertThatThrownBy(() -> numbers("a,b,label\n".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("found: another form");
    assertThatThrownBy(() -> numbers(idx(0x0F, 1)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("found: IDX of the type 15");
  }

  private static float[] numbers(byte[] file) throws IOException {
    try (NumberArray array = NumberArray.open(new ByteArrayInputStream(file), "a.npy")) {
      float[] numbers = new float[array.rows() * array.width()];
      double[] row = new double[array.width()];
      byte[] bytes = new byte[row.length * array.element().bytes()];
      for (int i = 0; i < array.rows(); i++) {
        array.read(i + 1, bytes, row);
        for (int j = 0; j < row.length; j++) {
          numbers[i * row.length + j] = (float) row[j];
        }
      }
      array.requireEnd();
      return numbers;
    }
  }

  private static byte[] npy(String type, String shape, int bytes) {
    return npy(
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }", bytes);
  }

  private static byte[] npy(String header, int bytes) {
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer file = ByteBuffer.allocate(10 + text.length + bytes);
    file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put(new byte[] {1, 0});
    return file.put((byte) text.length).put((byte) 0).put(text).array();
  }

  private static byte[] idx(int type, int... data) {
    int width = type == 0x0B ? 2 : type == 0x0D ? 4 : 1;
    ByteBuffer file = ByteBuffer.allocate(8 + data.length);
    file.put(new byte[] {0, 0, (byte) type, 1}).putInt(data.length / width);
    for (int each : data) {
      file.put((byte) each);
    }
    return file.array();
  }

  private static byte[] gzip(byte[] file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(file);
    }
    return out.toByteArray();
  }
}
