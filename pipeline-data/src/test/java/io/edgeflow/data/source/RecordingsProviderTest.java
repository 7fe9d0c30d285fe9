package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.table.FeatureConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingsProviderTest extends DataSourceProviderContract {
  private static final String ROW = "coalesce(fault, CAST(CAST(v AS INTEGER[]) AS VARCHAR))";

  private FeatureConfig features = FeatureConfig.defaults().withShape(1, 1);

  @Override
  protected DataSourceProvider provider() {
    return new RecordingsProvider();
  }

  @Override
  Map<String, ?> working(Path folder) throws IOException {
    text("x/1.txt", "1\n");
    text("y/2.txt", "2\n");
    return Map.of("path", "runs");
  }

  @Override
  Map<String, ?> others() {
    return Map.of(
        "path",
        "nowhere",
        "include",
        List.of("*.none"),
        "pattern",
        "(?<label>.*)",
        "columns",
        List.of("2"),
        "overlap",
        0.5,
        "pad",
        true,
        "max_mb",
        7,
        "timeout",
        9);
  }

  @Override
  FeatureConfig features() {
    return features;
  }

  private void text(String name, String text) throws IOException {
    write("runs/" + name, text);
  }

  private void bytes(String name, byte[] bytes) throws IOException {
    write("runs/" + name, bytes);
  }

  private List<String> windows(int time, int channels, Object... keysAndValues) {
    return rows(ROW, time, channels, keysAndValues);
  }

  private List<String> rows(String sql, int time, int channels, Object... keysAndValues) {
    features = FeatureConfig.defaults().withShape(time, channels);
    return rows(land(at("runs", keysAndValues)), sql);
  }

  private static String count(int rows) {
    return IntStream.rangeClosed(1, rows)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void windows_follow_each_other_and_a_rest_is_left_out() throws IOException {
    text("a/1.txt", count(8));

    assertThat(windows(3, 1)).containsExactly("[1, 2, 3]", "[4, 5, 6]");
  }

  @Test
  void windows_overlap_by_a_share() throws IOException {
    text("a/1.txt", count(8));

    assertThat(windows(4, 1, "overlap", 0.5))
        .containsExactly("[1, 2, 3, 4]", "[3, 4, 5, 6]", "[5, 6, 7, 8]");
    assertThat(windows(3, 1, "overlap", 0.3))
        .containsExactly("[1, 2, 3]", "[3, 4, 5]", "[5, 6, 7]");
    assertThat(windows(3, 1, "overlap", 0.99)).hasSize(6);
  }

  @Test
  void zeros_fill_the_last_window_where_that_is_asked_for() throws IOException {
    text("a/1.txt", count(4));
    text("a/2.txt", count(2));

    assertThat(windows(3, 1, "pad", true)).containsExactly("[1, 2, 3]", "[4, 0, 0]", "[1, 2, 0]");
    assertThat(windows(3, 1, "pad", true, "overlap", 0.34))
        .containsExactly("[1, 2, 3]", "[3, 4, 0]", "[1, 2, 0]");
    assertThat(windows(2, 1, "pad", true, "overlap", 0.5))
        .containsExactly("[1, 2]", "[2, 3]", "[3, 4]", "[1, 2]");
  }

  @Test
  void a_recording_shorter_than_a_window_is_a_record_with_the_reason() throws IOException {
    text("a/1.txt", count(2));
    text("a/2.txt", "x;y\n");

    assertThat(windows(3, 1))
        .containsExactly(
            "the recording has 2 rows, and a window 3",
            "the recording has another number of channels, found: 2, limit: 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1 2\n3 4\n", "  1   2\r\n\r\n3\t4", "1;2\n3;4", "1,2\n3,4", "1\t2\n3\t4"})
  void cells_are_cut_by_what_the_first_line_has(String text) throws IOException {
    text("a/1.txt", text);

    assertThat(windows(2, 2)).containsExactly("[1, 2, 3, 4]");
  }

  @Test
  void columns_are_chosen_by_name_or_number() throws IOException {
    text("a/1.csv", "\uFEFFtime;x;y\n2026-01-01 00:00:00;1;2\n2026-01-01 00:00:01;3;4\n");

    assertThat(windows(2, 2, "columns", List.of("y", "x"))).containsExactly("[2, 1, 4, 3]");
    assertThat(windows(2, 1, "columns", List.of("3"))).containsExactly("[2, 4]");
    assertThat(windows(2, 1, "columns", List.of("z")))
        .containsExactly("the recording has no column \"z\", found: [time, x, y]");
    assertThat(windows(2, 1, "columns", List.of("4"))).hasSize(1).first().asString().contains("4");
  }

  @Test
  void a_row_that_cannot_be_used_breaks_the_windows_that_hold_it_alone() throws IOException {
    text("a/1.txt", "1 1\n2 2\nnan 3\n4 4\n5\n6 6\n7 7\n8 8");

    assertThat(windows(2, 2))
        .containsExactly(
            "[1, 1, 2, 2]",
            "line 3 has \"nan\", which is no number",
            "line 5 has 1 cells, not 2",
            "[7, 7, 8, 8]");
    assertThat(windows(2, 2, "overlap", 0.5))
        .containsExactly(
            "[1, 1, 2, 2]",
            "line 3 has \"nan\", which is no number",
            "line 3 has \"nan\", which is no number",
            "line 5 has 1 cells, not 2",
            "line 5 has 1 cells, not 2",
            "[6, 6, 7, 7]",
            "[7, 7, 8, 8]");
  }

  @Test
  void what_is_no_recording_is_a_record_with_the_reason() throws IOException {
    bytes("a/1.txt", new byte[] {(byte) 0xE9, ' ', '1'});
    text("a/2.txt", "");
    text("a/3.txt", "1".repeat((1 << 20) + 1));
    text("4.txt", "1");

    assertThat(windows(1, 1))
        .containsExactly(
            "the path does not fit the pattern",
            "the recording is neither WAV nor text in UTF-8, found: line 1",
            "the recording is empty",
            "the recording has a line of more than 1 MiB, found: line 1");
  }

  @Test
  void the_path_gives_the_columns_and_the_recording() throws IOException {
    text("walk/2011-walk-f1.txt", "1\n2\n");
    Map<String, ?> keys =
        Map.of("path", "runs", "pattern", "(?<label>[^/]+)/[^/]*-(?<person>[a-z]\\d+)\\.txt");

    assertThat(rows(land(keys), "raw || ' ' || label"))
        .containsExactly(
            "walk/2011-walk-f1.txt rows 1 to 1 walk", "walk/2011-walk-f1.txt rows 2 to 2 walk");
  }

  @ParameterizedTest
  @CsvSource({"8, false", "16, true", "24, true", "32, true"})
  void the_samples_of_a_wav_are_its_integers(int bits, boolean signed) throws IOException {
    int bytes = bits / 8;
    int[] samples = {0, 1, -1, 100, -128, 127};
    ByteBuffer data = ByteBuffer.allocate(samples.length * bytes);
    for (int sample : samples) {
      for (int i = 0; i < bytes; i++) {
        data.put((byte) (signed ? sample >> (8 * i) : sample + 128));
      }
    }
    bytes("a/1.wav", wav(data.array(), bits, 2, signed, 8000));

    assertThat(windows(3, 2)).containsExactly(Arrays.toString(samples));
  }

  @Test
  void a_wav_that_is_cut_off_anywhere_is_a_record_with_the_reason() throws IOException {
    byte[] whole = wav(new byte[12], 16, 1, true, 8000);
    for (int length = 4; length < whole.length; length++) {
      bytes("a/%03d.wav".formatted(length), Arrays.copyOf(whole, length));
    }

    assertThat(windows(6, 1))
        .hasSize(whole.length - 4)
        .allMatch(f -> f.startsWith("the WAV is cut"));
  }

  @Test
  void wavs_of_different_rates_are_not_mixed() throws IOException {
    bytes("a/1.wav", wav(new byte[2], 16, 1, true, 8000));
    bytes("a/2.wav", wav(new byte[2], 16, 1, true, 16_000));

    assertThat(windows(1, 1))
        .containsExactly(
            "[0]",
            "the recording has another rate than the first one, found: 16000 Hz, limit: 8000 Hz");
  }

  @Test
  void a_wav_of_another_form_is_a_record_with_the_reason() throws IOException {
    byte[] wav = wav(new byte[2], 16, 1, true, 8000);
    wav[20] = 6;
    bytes("a/1.wav", wav);
    bytes("a/2.wav", "RIFF    AVI ".getBytes(StandardCharsets.US_ASCII));

    assertThat(windows(1, 1))
        .containsExactly(
            "the WAV has a form that is not read, found: format 6 of 16 bits, 1 channels, limit:"
                + " integers of 8, 16, 24 or 32 bits, or 32-bit floats",
            "the recording is RIFF, but no WAV");
  }

  @Test
  void the_samples_of_a_wav_of_floats_are_its_floats() throws IOException {
    byte[] data =
        ByteBuffer.allocate(5 * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(0.5f)
            .putFloat(-0.25f)
            .putFloat(1e-6f)
            .putFloat(3e7f)
            .putFloat(Float.NaN)
            .array();
    bytes("a/1.wav", wav(data, new AudioFormat(Encoding.PCM_FLOAT, 8000, 32, 1, 4, 8000, false)));

    assertThat(rows("coalesce(fault, CAST(CAST(v AS FLOAT[]) AS VARCHAR))", 4, 1))
        .containsExactly("[0.5, -0.25, 1e-06, 30000000.0]");
    assertThat(windows(5, 1)).singleElement().asString().contains("row 5 has NaN");
  }

  private static byte[] wav(byte[] data, int bits, int channels, boolean signed, int rate)
      throws IOException {
    return wav(data, new AudioFormat(rate, bits, channels, signed, false));
  }

  private static byte[] wav(byte[] data, AudioFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AudioSystem.write(
        new AudioInputStream(
            new ByteArrayInputStream(data), format, data.length / format.getFrameSize()),
        AudioFileFormat.Type.WAVE,
        out);
    return out.toByteArray();
  }

  @Test
  void a_shape_that_is_no_series_is_refused() throws IOException {
    LandedSource landed = land(working(folder()));
    features = FeatureConfig.defaults();

    assertThatThrownBy(() -> rows(landed, "raw"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("limit: [time, features]");
  }

  @Test
  void compressed_recordings_are_read_and_a_damaged_one_is_quarantined() throws IOException {
    byte[] zipped = FilesProviderTest.gzip(count(4).getBytes(StandardCharsets.UTF_8));
    bytes("a/1.txt.gz", zipped);
    bytes("a/2.txt.gz", Arrays.copyOf(zipped, zipped.length - 9));
    bytes("a/3.csv.zst", Zstd.compress(count(2).getBytes(StandardCharsets.UTF_8)));

    assertThat(windows(2, 1))
        .containsExactly(
            "[1, 2]", "[3, 4]", "the recording is compressed, and cut off or damaged", "[1, 2]");
  }
}
