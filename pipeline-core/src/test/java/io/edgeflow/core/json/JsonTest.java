package io.edgeflow.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private record Reading(String deviceId, int rowCount, double meanValue, boolean isActive) {}

  private record Times(@Nullable Instant startedAt, @Nullable Duration loadTime) {}

  private record Rows(List<Integer> rows) {}

  private static final Reading READING = new Reading("device-01", 3, 0.5, true);
  private static final String TEXT =
      "{\"device_id\":\"device-01\",\"row_count\":3,\"mean_value\":0.5,\"is_active\":true}";

  @TempDir Path folder;

  @Test
  void a_record_is_written_in_its_own_order_with_snake_case_keys() {
    assertThat(Json.text(READING)).isEqualTo(TEXT);
    assertThat(Json.bytes(READING)).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void the_bytes_are_utf8() {
    assertThat(Json.bytes("ü")).containsExactly('"', 0xc3, 0xbc, '"');
  }

  @Test
  void maps_are_sorted_by_key_so_that_equal_values_give_equal_bytes() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("b", 1);
    map.put("a", 2);

    assertThat(Json.text(map)).isEqualTo("{\"a\":2,\"b\":1}");
  }

  @Test
  void null_is_left_out_of_records_and_of_maps() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("a", null);

    assertThat(Json.text(new Times(null, null))).isEqualTo("{}");
    assertThat(Json.text(map)).isEqualTo("{}");
    assertThat(Json.read("{}", Times.class, "test")).isEqualTo(new Times(null, null));
  }

  @Test
  void the_pretty_form_is_indented_ends_with_a_line_feed_and_reads_the_same() {
    String pretty = Json.pretty(READING);

    assertThat(pretty).startsWith("{\n  \"device_id\" : \"device-01\",\n").endsWith("\n}\n");
    assertThat(Json.read(pretty, Reading.class, "test")).isEqualTo(READING);
  }

  @Test
  void what_json_cannot_hold_is_refused_with_its_class() {
    Object unwritable = new Object();

    assertThatThrownBy(() -> Json.text(unwritable))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Not writable as JSON: class java.lang.Object")
        .hasCauseInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> Json.pretty(unwritable))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("class java.lang.Object");
  }

  @Test
  void a_record_is_read_from_text_bytes_and_file() throws IOException {
    Path file = Files.writeString(folder.resolve("reading.json"), TEXT);

    assertThat(Json.read(TEXT, Reading.class, "test")).isEqualTo(READING);
    assertThat(Json.read(TEXT.getBytes(StandardCharsets.UTF_8), Reading.class, "test"))
        .isEqualTo(READING);
    assertThat(Json.read(file, Reading.class)).isEqualTo(READING);
  }

  @Test
  void a_file_that_is_not_there_or_damaged_is_named() throws IOException {
    Path damaged = Files.writeString(folder.resolve("damaged.json"), "{");

    assertThatThrownBy(() -> Json.read(folder.resolve("none.json"), Reading.class))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Cannot read the file")
        .hasMessageContaining("none.json")
        .hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> Json.read(damaged, Reading.class))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("damaged.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "an unknown key|{\"device_id\":\"d\",\"row_count\":3,\"mean_value\":0.5,\"is_active\":true,\"x\":1}",
        "a missing text|{\"row_count\":3,\"mean_value\":0.5,\"is_active\":true}",
        "null for a text|{\"device_id\":null,\"row_count\":3,\"mean_value\":0.5,\"is_active\":true}",
        "a missing number|{\"device_id\":\"d\",\"mean_value\":0.5,\"is_active\":true}",
        "a missing flag|{\"device_id\":\"d\",\"row_count\":3,\"mean_value\":0.5}",
        "null for a number|{\"device_id\":\"d\",\"row_count\":null,\"mean_value\":0.5,\"is_active\":true}",
        "a number as text|{\"device_id\":\"d\",\"row_count\":\"3\",\"mean_value\":0.5,\"is_active\":true}",
        "a flag as text|{\"device_id\":\"d\",\"row_count\":3,\"mean_value\":0.5,\"is_active\":\"true\"}",
        "a flag as number|{\"device_id\":\"d\",\"row_count\":3,\"mean_value\":0.5,\"is_active\":1}",
        "a text as number|{\"device_id\":7,\"row_count\":3,\"mean_value\":0.5,\"is_active\":true}",
        "a fraction for a whole number|{\"device_id\":\"d\",\"row_count\":3.7,\"mean_value\":0.5,\"is_active\":true}",
        "a number beyond 32 bits|{\"device_id\":\"d\",\"row_count\":3000000000,\"mean_value\":0.5,\"is_active\":true}",
        "a key twice|{\"device_id\":\"d\",\"device_id\":\"e\",\"row_count\":3,\"mean_value\":0.5,\"is_active\":true}",
        "more behind the end|{\"device_id\":\"d\",\"row_count\":3,\"mean_value\":0.5,\"is_active\":true}{}",
        "camel case|{\"deviceId\":\"d\",\"row_count\":3,\"mean_value\":0.5,\"is_active\":true}",
        "half a document|{\"device_id\":\"d\"",
        "a list|[]",
        "nothing|##"
      })
  void reading_is_strict(String what, String text) {
    assertThatThrownBy(() -> Json.read(text, Reading.class, "reading.json"))
        .as(what)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Not a valid Reading document")
        .hasMessageContaining("where: reading.json")
        .hasMessageContaining("remedy: the file may be damaged");
  }

  @Test
  void a_missing_list_is_refused_and_an_empty_one_is_not() {
    assertThat(Json.read("{\"rows\":[]}", Rows.class, "f")).isEqualTo(new Rows(List.of()));
    assertThatThrownBy(() -> Json.read("{}", Rows.class, "f"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("rows");
  }

  @Test
  void the_word_null_is_no_document() {
    assertThatThrownBy(() -> Json.read("null", Reading.class, "reading.json"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Empty JSON")
        .hasMessageContaining("reading.json");
  }

  @Test
  void null_among_numbers_is_not_zero() {
    for (Class<?> type : List.of(int[].class, float[].class, double[].class)) {
      assertThatThrownBy(() -> Json.read("[1,null]", type, "numbers.json"))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("numbers.json");
    }
  }

  @Test
  void the_error_shows_what_jackson_found_and_keeps_it_as_cause() {
    assertThatThrownBy(() -> Json.read("{\"started\":1}", Times.class, "f"))
        .hasMessageContaining("\"started\"")
        .hasCauseInstanceOf(JacksonException.class);
  }

  @Test
  void a_map_holds_plain_values() {
    Map<String, Object> map =
        Json.readMap("{\"a\":[1,2.5,\"x\",true],\"b\":{\"c\":9000000000}}", "test");

    assertThat(map)
        .containsEntry("a", List.of(1, 2.5, "x", true))
        .containsEntry("b", Map.of("c", 9_000_000_000L));
    assertThatThrownBy(() -> Json.readMap("[1]", "test")).isInstanceOf(PipelineException.class);
    assertThatThrownBy(() -> Json.readMap("{\"a\":1,\"a\":2}", "test"))
        .isInstanceOf(PipelineException.class);
  }

  @Test
  void instants_are_iso_8601_and_durations_seconds() {
    Times times =
        new Times(Instant.parse("2025-01-02T03:04:05.678Z"), Duration.ofMillis(1500).negated());

    assertThat(Json.text(times))
        .isEqualTo("{\"started_at\":\"2025-01-02T03:04:05.678Z\",\"load_time\":-1.5}");
    assertThat(Json.read(Json.text(times), Times.class, "test")).isEqualTo(times);
  }

  @Test
  void a_whole_number_of_seconds_is_read_as_a_duration() {
    assertThat(Json.read("{\"load_time\":90}", Times.class, "test").loadTime())
        .isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void durations_of_up_to_ten_days_survive_to_the_nanosecond() {
    Random random = new Random(13);
    for (int i = 0; i < 1000; i++) {
      Duration duration =
          Duration.ofNanos((long) (random.nextDouble() * Duration.ofDays(10).toNanos()));

      assertThat(Json.read(Json.text(duration), Duration.class, "test")).isEqualTo(duration);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"yesterday\"", "\"2025-13-01T00:00:00Z\"", "12", "true", "{}"})
  void what_is_no_instant_is_refused(String text) {
    assertThatThrownBy(() -> Json.read(text, Instant.class, "test"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Not a valid Instant document");
    assertThatThrownBy(() -> Json.read("{\"started_at\":" + text + "}", Times.class, "test"))
        .isInstanceOf(PipelineException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"5s\"", "true", "[]", "1e300", "-1e300"})
  void what_is_no_duration_is_refused(String text) {
    assertThatThrownBy(() -> Json.read(text, Duration.class, "test"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Not a valid Duration document");
  }

  @Test
  void equal_values_give_equal_bytes_and_read_back() {
    Random random = new Random(17);
    for (int i = 0; i < 200; i++) {
      Reading reading =
          new Reading(
              "d" + random.nextInt(),
              random.nextInt(),
              random.nextGaussian(),
              random.nextBoolean());

      assertThat(Json.read(Json.bytes(reading), Reading.class, "test")).isEqualTo(reading);
    }
  }
}
