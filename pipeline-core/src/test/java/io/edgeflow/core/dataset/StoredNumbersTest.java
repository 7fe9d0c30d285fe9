package io.edgeflow.core.dataset;

import static io.edgeflow.core.tensor.ElementType.FLOAT32;
import static io.edgeflow.core.tensor.ElementType.INT16;
import static io.edgeflow.core.tensor.ElementType.INT8;
import static io.edgeflow.core.tensor.ElementType.UINT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.tensor.ElementType;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredNumbersTest {
  @Test
  void numbers_get_the_smallest_element_type_that_holds_them_exactly() {
    assertThat(StoredNumbers.smallest(true, 0, 255)).isEqualTo(UINT8);
    assertThat(StoredNumbers.smallest(true, -128, 127)).isEqualTo(INT8);
    assertThat(StoredNumbers.smallest(true, -1, 128)).isEqualTo(INT16);
    assertThat(StoredNumbers.smallest(true, 0, 256)).isEqualTo(INT16);
    assertThat(StoredNumbers.smallest(true, -32768, 32767)).isEqualTo(INT16);
    assertThat(StoredNumbers.smallest(true, 0, 32768)).isEqualTo(FLOAT32);
    assertThat(StoredNumbers.smallest(false, 0, 1)).isEqualTo(FLOAT32);
    assertThat(StoredNumbers.smallest(true, Double.NaN, Double.NaN)).isEqualTo(FLOAT32);
  }

  @ParameterizedTest
  @CsvSource({"UINT8, 0, 255, 1", "INT8, -128, 127, 1", "INT16, -32768, 32767, 2"})
  void every_type_gives_back_what_was_stored_in_its_bytes(
      ElementType type, float least, float greatest, int bytes, @TempDir Path folder)
      throws IOException {
    Npy stored = write(type, folder, least, 7, greatest);

    float[] read = new float[3];
    StoredNumbers.get(type, stored.data(), 0, read);
    float[] last = new float[1];
    StoredNumbers.get(type, stored.data(), 2 * bytes, last);

    assertThat(stored.type()).isEqualTo(type);
    assertThat(stored.data().remaining()).isEqualTo(3 * bytes);
    assertThat(read).containsExactly(least, 7, greatest);
    assertThat(last).containsExactly(greatest);
  }

  @Test
  void floats_keep_every_bit_and_missing_values(@TempDir Path folder) throws IOException {
    Npy stored = write(FLOAT32, folder, 0.1f, Float.NaN, -0f);

    float[] read = new float[3];
    StoredNumbers.get(FLOAT32, stored.data(), 0, read);

    assertThat(read).containsExactly(0.1f, Float.NaN, -0f);
  }

  @ParameterizedTest
  @CsvSource({"UINT8, 256", "UINT8, -1", "UINT8, 0.5", "INT8, 128", "INT16, 32768", "INT16, NaN"})
  void a_number_that_would_change_is_refused(ElementType type, float value, @TempDir Path folder) {
    assertThatThrownBy(() -> write(type, folder, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(value + " is not exact in " + type);
  }

  private static Npy write(ElementType type, Path folder, float... values) throws IOException {
    Path file = folder.resolve("numbers");
    try (NpyWriter writer = new NpyWriter(file, type)) {
      for (float value : values) {
        writer.append(new float[] {value});
      }
    }
    return Npy.map(file);
  }
}
