package io.edgeflow.data.table;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.source.LandedSource.Format;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of CSV by RFC 4180, and lines that are none. */
class CsvTableTest extends CollectedTestBase {
  private Collected text(String text) {
    return collected.bytes("s", Format.CSV, text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\"\""})
  void a_long_quoted_name_in_the_header_is_a_name(String piece) {
    text("\"" + piece.repeat(200_000) + "\",label\n1,y\n").load();

    assertThat(collected.rows(ROWS, 4)).containsExactly("1|null|y|[1.0]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\"\""})
  void a_long_name_that_is_never_closed_is_one_clear_error(String piece) {
    Collected broken = text("\"" + piece.repeat(200_000) + ",label\n1,y\n");

    assertThatThrownBy(broken::load)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("has a header with a broken quote");
  }

  @Test
  void a_quoted_cell_with_a_line_break_is_one_cell_and_smuggles_no_row() {
    collected
        .csv("s", "a,note,label,b", "1,\"first\n2,smuggled,7,7\nlast\",5,5", "3,c,1,1")
        .load(FeatureConfig.defaults().withColumns("a", "b"));

    assertThat(collected.rows(ROWS, 4))
        .containsExactly("1|null|5|[1.0, 5.0]", "2|null|1|[3.0, 1.0]");
  }

  @ParameterizedTest
  @CsvSource({"'\n'", "'\r\n'", "'\r'"})
  void a_quoted_line_break_may_be_another_than_that_of_the_lines(String end) {
    text(String.join(end, "label,a", "\"x\ny\",1", "\"x\r\ny\",2", "z,3")).load();

    assertThat(collected.rows("SELECT len(label), v FROM rows ORDER BY record", 2))
        .containsExactly("3|[1.0]", "4|[2.0]", "1|[3.0]");
  }

  @Test
  void lines_with_ends_of_several_kinds_are_read() {
    text("a,label\r\n1,x\n\n2,\"y\"\r\n3,z\r4,w\r\n").load();

    assertThat(collected.rows(ROWS, 4))
        .containsExactly("1|null|x|[1.0]", "2|null|y|[2.0]", "3|null|z|[3.0]", "4|null|w|[4.0]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a;b;label| 1;2;x",
        "'a\tb\tlabel'| '1\t2\tx'",
        "a,b,label| 1,2,x",
        "\"a,b;c\";label|1;x"
      })
  void the_header_tells_the_delimiter(String header, String row) {
    collected.csv("s", header, row).load();

    assertThat(collected.rows("SELECT label, v[1] FROM rows", 2)).containsExactly("x|1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NA", "null", "\\N", "", "  ", "\"\"", " NA "})
  void what_marks_a_missing_value_is_missing_in_features_and_truth(String cell) {
    collected.csv("s", "a,b,label", cell + ",1," + cell).load();

    assertThat(collected.rows(ROWS, 4)).containsExactly("1|null|null|[NULL, 1.0]");
  }

  @Test
  void a_quote_that_is_never_closed_loses_no_line() {
    collected.csv("s", "a,b,label", "1,2,x", "5,\"6,z", "7,8,k", "9,9,k").load();

    assertThat(collected.rows("SELECT record, fault, raw, label FROM rows ORDER BY record", 4))
        .containsExactly(
            "1|null|null|x",
            "2|has a quote that is never closed|5,\"6,z|null",
            "3|follows a quote that is never closed|7,8,k|null",
            "4|follows a quote that is never closed|9,9,k|null");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void a_quote_is_followed_wherever_it_stands(int shift) {
    String pad = "y".repeat(shift);
    String good = pad + "12345678,12345678\n12345678,\"a\n\"\"b\"\n\"\",5\"6\n,7\n1,\r\n";
    String open = "87654321,87654321\n1,\"6,z\n12345678,12345678\n";
    text(("label,a\n" + good + open).replace("\r\n", "\n")).load();

    assertThat(
            collected.rows(
                "SELECT record, fault FROM rows WHERE fault IS NOT NULL ORDER BY record", 2))
        .containsExactly(
            "7|has a quote that is never closed", "8|follows a quote that is never closed");
    assertThat(collected.rows("SELECT raw FROM rows WHERE record = 7", 1))
        .containsExactly("1,\"6,z");
  }

  @Test
  void good_records_between_rejected_ones_keep_their_numbers() {
    collected
        .csv("s", "a,label", "1,x", "2", "3,x", "4,x,", "5,x,,", "6,x", "7", "8,\"x\"y", "9,x")
        .load();

    assertThat(
            collected.rows(
                "SELECT record FROM rows WHERE fault IS NULL AND record <> v[1] OR record IS NULL",
                1))
        .isEmpty();
    assertThat(collected.rows("SELECT record, raw FROM rows WHERE fault IS NOT NULL ORDER BY 1", 2))
        .containsExactly("2|2", "4|4,x,", "5|5,x,,", "7|7", "8|8,\"x\"y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1_0,2,a_b", "nan,2,a_b", "1e39,2,x", "-inf,2,x"})
  void a_number_that_only_other_readers_take_is_none_beside_good_ones(String line) {
    collected.csv("s", "a,b,label", line, "1,2,x_y").load();

    assertThat(collected.rows("SELECT v FROM rows ORDER BY record", 1))
        .containsExactly("[nan, 2.0]", "[1.0, 2.0]");
  }

  /**
   * Of plain numbers alone, DuckDB's reader casts; the first that is none has all read as texts.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      quoteCharacter = '`',
      value = {
        "7|7.0",
        "+7|7.0",
        "-.5e1|-5.0",
        "\"7\"|7.0",
        "` 7 `|7.0",
        "``|none",
        "NA|none",
        "nan|NaN",
        "-inf|NaN",
        "1e39|NaN",
        "-1e39|NaN",
        "1e400|NaN",
        "1_0|NaN",
        "0x10|NaN",
        "7.0.1|NaN",
        "true|NaN",
        "2024-01-01|NaN"
      })
  void one_cell_among_thousands_is_read_alike_wherever_it_stands(String cell, String value) {
    String[] lines = new String[5000];
    lines[0] = "a,b,label";
    for (int i = 1; i < lines.length; i++) {
      lines[i] = i + "," + (i == 4321 ? cell : "0.5") + ",x" + i % 2;
    }
    CollectedTable table = collected.csv("s", lines).load();

    assertThat(table.rows()).isEqualTo(4999);
    assertThat(
            collected.rows(
                "SELECT v[2] FROM rows WHERE record = 4321 AND fault IS NULL AND label = 'x1'", 1))
        .containsExactly(String.valueOf(value));
    assertThat(
            collected.rows(
                "SELECT COUNT(*), SUM(v[2]) FROM rows WHERE fault IS NULL AND record <> 4321"
                    + " AND v[1] = record",
                2))
        .containsExactly("4998|2499.0");
  }

  @Test
  void a_feature_that_is_kept_as_a_text_too_keeps_its_text() {
    collected
        .csv("s", "a,b,label", "01,2.50,x", "1,2.5,y")
        .load(FeatureConfig.defaults(), TableColumns.Extra.NONE, (columns, names) -> List.of("b"));

    assertThat(collected.rows("SELECT v, x1 FROM rows ORDER BY record", 2))
        .containsExactly("[1.0, 2.5]|2.50", "[1.0, 2.5]|2.5");
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 257})
  void cells_of_few_columns_and_of_many_are_read_alike(int columns) {
    String names = IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(joining(","));
    String rest = ",7".repeat(columns - 7);
    text(names
            + ",label\n 1.5 ,NA,x,nan,1_0,1e39,\"2\""
            + rest
            + ",y\n-0,1,2,3,4,5,6"
            + rest
            + ",y\n")
        .load();

    assertThat(collected.rows("SELECT v[1:7], len(v), v[len(v)] FROM rows ORDER BY record", 3))
        .containsExactly(
            "[1.5, NULL, nan, nan, nan, nan, 2.0]|%d|7.0".formatted(columns),
            "[-0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]|%d|7.0".formatted(columns));
    assertThat(collected.rows("SELECT COUNT(*) FROM rows WHERE twin = hash(v::FLOAT[])", 1))
        .containsExactly("2");
  }

  @Test
  void a_record_that_is_too_long_is_named_by_its_line() {
    collected.csv("s", "a,label", "1,x", "2," + "y".repeat(2_100_000));

    assertThatThrownBy(collected::load)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("too long")
        .hasMessageContaining("line 3")
        .hasMessageNotContaining("read_csv");
  }

  @Test
  void ignored_columns_are_no_features() {
    collected
        .csv("s", "id,a,label", "77,1,x")
        .csv("t", "a,label", "2,y")
        .load(FeatureConfig.defaults().withoutColumns("id"));

    assertThat(collected.rows(ROWS, 4)).containsExactly("1|null|x|[1.0]", "1|null|y|[2.0]");
  }

  @Test
  void an_ignored_column_that_nobody_has_is_an_error_with_the_near_name() {
    collected.csv("s", "user_id,a,label", "77,1,x");

    assertThatThrownBy(() -> collected.load(FeatureConfig.defaults().withoutColumns("userid")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("did you mean \"user_id\"?")
        .hasMessageContaining("features.ignore");
  }

  static Stream<Arguments> otherBytes() {
    String text = "a,label\n1,é\n2,y\n";
    return Stream.of(
        Arguments.of(text.getBytes(StandardCharsets.ISO_8859_1), "encoding: iso-8859-1"),
        Arguments.of(text.getBytes(StandardCharsets.UTF_16), "encoding: utf-16"),
        Arguments.of(text.getBytes(StandardCharsets.UTF_16LE), "encoding: utf-16"),
        Arguments.of(HexFormat.of().parseHex("1f8b0800000000000003"), "unpack it"),
        Arguments.of(HexFormat.of().parseHex("504b030414000600"), "unpack it"));
  }

  @ParameterizedTest
  @MethodSource("otherBytes")
  void what_is_no_utf8_text_is_named_with_one_remedy_and_no_sql(byte[] bytes, String remedy) {
    collected.bytes("s", Format.CSV, bytes);

    assertThatThrownBy(collected::load)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("\"s\"")
        .hasMessageContaining(remedy)
        .hasMessageNotContaining("SELECT")
        .hasMessageNotContaining("read_csv")
        .extracting(e -> String.valueOf(e.getMessage()).split("remedy:").length)
        .isEqualTo(2);
  }
}
