package io.edgeflow.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import io.edgeflow.data.table.Collected;
import io.edgeflow.data.table.CollectedTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataValidatorTest {
  @TempDir private Path temp;

  private static List<Map<String, Object>> quarantine(Collected collected, ValidRows rows) {
    return new String(collected.store().read(rows.quarantine()), StandardCharsets.UTF_8)
        .lines()
        .map(line -> Json.readMap(line, "quarantine"))
        .toList();
  }

  @Test
  void every_bad_row_is_quarantined_with_its_source_number_reason_and_text() {
    try (Collected collected = new Collected(temp)) {
      RowFacts facts = EightRows.load(collected);

      ValidRows rows =
          new DataValidator(facts, false).validate(collected.folder(), collected.store());

      assertThat(rows.valid()).isEqualTo(3);
      assertThat(rows.quarantined()).isEqualTo(5);
      assertThat(quarantine(collected, rows))
          .extracting(line -> line.get("record") + " " + line.get("reason"))
          .containsExactly(
              "4 a = 11.0 is above 10.0",
              "5 a is not a number",
              "6 the label \"z\" is not a known one",
              "7 the label is missing",
              "8 has 2 columns, the header has 4");
      assertThat(quarantine(collected, rows))
          .first()
          .isEqualTo(
              Map.of(
                  "source", "plant",
                  "record", 4,
                  "reason", "a = 11.0 is above 10.0",
                  "raw", "2024-06-01T12:00:01Z,11,4,x"));
    }
  }

  @Test
  void valid_rows_have_no_reason_and_the_number_of_their_class() {
    try (Collected collected = new Collected(temp)) {
      RowFacts facts = EightRows.load(collected);

      ValidRows rows =
          new DataValidator(facts, false).validate(collected.folder(), collected.store());

      assertThat(rows.valid()).isEqualTo(3);
      assertThat(
              collected.rows(
                  "SELECT record, class FROM judged WHERE reason IS NULL ORDER BY record", 2))
          .containsExactly("1|0", "2|1", "3|0");
    }
  }

  @Test
  void missing_features_are_quarantined_when_they_are_not_to_be_imputed() {
    try (Collected collected = new Collected(temp)) {
      RowFacts facts = EightRows.load(collected);

      ValidRows rows =
          new DataValidator(facts, true).validate(collected.folder(), collected.store());

      assertThat(rows.valid()).isEqualTo(2);
      assertThat(quarantine(collected, rows))
          .first()
          .hasToString(
              "{source=plant, record=3, reason=a is missing, raw=2024-05-01T00:00:00Z,,3,x}");
    }
  }

  @Test
  void a_column_alone_may_have_to_be_there() {
    try (Collected collected = new Collected(temp)) {
      RowFacts facts = EightRows.load(collected);

      ValidRows rows =
          new DataValidator(facts, "b"::equals, Optional.empty())
              .validate(collected.folder(), collected.store());

      assertThat(rows.valid()).isEqualTo(3);
    }
    try (Collected collected = new Collected(temp.resolve("again"))) {
      RowFacts facts = EightRows.load(collected);

      ValidRows rows =
          new DataValidator(facts, "a"::equals, Optional.empty())
              .validate(collected.folder(), collected.store());

      assertThat(rows.valid()).isEqualTo(2);
      assertThat(quarantine(collected, rows)).first().asString().contains("a is missing");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void no_line_is_lost_however_broken_the_file_is(long seed) {
    Random random = new Random(seed);
    String letters = "0123456789,,,,\"\"x-. \t\u001f";
    Stream<String> lines =
        IntStream.range(0, 2000)
            .mapToObj(
                i ->
                    random.nextInt(3) == 0
                        ? "1," + random.nextInt(20) + "," + (random.nextBoolean() ? "x" : "y")
                        : "#" + letters(random, letters));
    String[] all = Stream.concat(Stream.of("a,b,label"), lines).toArray(String[]::new);
    try (Collected collected = new Collected(temp)) {
      CollectedTable table = collected.csv("s", all).load();
      RowFacts facts = EightRows.measured(table, EightRows.config(), 2, "x", "y");

      ValidRows rows =
          new DataValidator(facts, false).validate(collected.folder(), collected.store());

      assertThat(rows.valid() + rows.quarantined()).isEqualTo(table.rows());
      assertThat(quarantine(collected, rows)).hasSize((int) rows.quarantined());
      assertThat(rows.valid() + quarantine(collected, rows).stream().mapToLong(this::lines).sum())
          .isEqualTo(2000);
      assertThat(rows.valid()).isBetween(300L, 700L);
      assertThat(collected.rows("SELECT DISTINCT record FROM rows", 1)).hasSize((int) table.rows());
    }
  }

  /** A quoted cell may hold several lines. */
  private long lines(Map<String, Object> quarantined) {
    return String.valueOf(quarantined.get("raw")).chars().filter(c -> c == '\n').count() + 1;
  }

  private static String letters(Random random, String from) {
    return random
        .ints(random.nextInt(12), 0, from.length())
        .mapToObj(i -> from.substring(i, i + 1))
        .reduce("", String::concat);
  }
}
