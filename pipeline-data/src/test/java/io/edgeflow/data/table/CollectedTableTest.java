package io.edgeflow.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.source.LandedSource.Format;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectedTableTest extends CollectedTestBase {
  private static FeatureConfig features(String... columns) {
    return FeatureConfig.defaults().withColumns(columns);
  }

  @Test
  void cells_are_numbers_null_when_empty_and_nan_when_not_a_number() {
    collected.csv("s", "a,b,label", "1,2.5,x", ",  ,y", "abc,-1e3,", " 7 ,+.5,\" z \"").load();

    assertThat(collected.rows(ROWS, 4))
        .containsExactly(
            "1|null|x|[1.0, 2.5]",
            "2|null|y|[NULL, NULL]",
            "3|null|null|[nan, -1000.0]",
            "4|null|z|[7.0, 0.5]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "NaN", "inf", "-Infinity", "1_000", "0x10", "1e39", "true", "1 2"})
  void what_other_readers_let_pass_is_not_a_number(String cell) {
    collected.csv("s", "a,label", cell + ",x").load();

    assertThat(collected.rows(ROWS, 4)).containsExactly("1|null|x|[nan]");
  }

  @Test
  void a_broken_line_is_marked_and_harms_no_other() {
    collected
        .csv(
            "s",
            "a,b,label",
            "1,2,x",
            "3",
            "3,4,y,",
            "5,\"6,z",
            "\"5\"1,6,z",
            "7,8\u001f9,z",
            "\"9\",\"1\",\"say \"\"hi\"\", you\"")
        .load();

    assertThat(collected.rows(ROWS, 4))
        .containsExactly(
            "1|null|x|[1.0, 2.0]",
            "2|has 1 columns, the header has 3|null|null",
            "3|has 4 columns, the header has 3|null|null",
            "4|has a broken quote|null|null",
            "5|lies within a broken quote|null|null",
            "6|null|z|[7.0, nan]",
            "7|null|say \"hi\", you|[9.0, 1.0]");
  }

  @ParameterizedTest
  @CsvSource({"'\n'", "'\r\n'", "'\r'"})
  void every_kind_of_line_end_and_a_byte_order_mark_are_read(String end) {
    String text = "\ufeff" + String.join(end, "a,label", "1,x", "", "2,y");

    collected.bytes("s", Format.CSV, text.getBytes(StandardCharsets.UTF_8)).load();

    assertThat(collected.rows(ROWS, 4)).containsExactly("1|null|x|[1.0]", "2|null|y|[2.0]");
  }

  @Test
  void columns_may_stand_in_another_order_in_the_second_source() {
    collected.csv("one", "a,b,label", "1,2,x").csv("two", "label,b,a", "y,4,3").load();

    assertThat(collected.rows(ROWS, 4))
        .containsExactly("1|null|x|[1.0, 2.0]", "1|null|y|[3.0, 4.0]");
  }

  @Test
  void named_columns_leave_the_others_out() {
    collected.csv("s", "a,b,c,label", "1,2,3,x").load(features("c", "a"));

    assertThat(collected.rows(ROWS, 4)).containsExactly("1|null|x|[3.0, 1.0]");
  }

  @Test
  void a_lacking_or_unexpected_column_is_an_error_that_names_it() {
    collected.csv("one", "a,b,label", "1,2,x").csv("two", "a,c,label", "1,2,x");

    assertThatThrownBy(collected::load)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("two")
        .hasMessageContaining("without [b], also [c]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,a,label\n1,2,x", "a,,label\n1,2,x", "a,b\n1,2", "a,label\n"})
  void a_table_without_a_proper_header_or_any_record_is_an_error(String text) {
    collected.bytes("s", Format.CSV, text.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(collected::load)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("remedy");
  }

  @Test
  void a_file_that_is_not_utf8_is_an_error_with_the_line() {
    byte[] bytes = "a,label\n1,x\n2,?\n".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 2] = (byte) 0xff;
    collected.bytes("s", Format.CSV, bytes);

    assertThatThrownBy(collected::load)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("s origin")
        .hasMessageContaining("line 3")
        .hasMessageContaining("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "{\"records\": %s, \"next\": null}"})
  void json_records_are_typed_strictly(String form) {
    String records =
        """
        [{"a": 1, "b/c": 2.5, "label": "x"}, {"label": 7, "b/c": null}, {"a": "3", "b/c": true,
        "label": "y"}, {"a": 1, "b/c": 2, "label": "z", "more": 1}, 5]
        """;
    collected.json("s", form.formatted(records)).load();

    assertThat(collected.rows(ROWS, 4))
        .containsExactly(
            "1|null|x|[1.0, 2.5]",
            "2|null|7|[NULL, NULL]",
            "3|null|y|[nan, nan]",
            "4|has the unknown key more|z|null",
            "5|is not an object|null|null");
  }

  @Test
  void named_columns_let_json_records_hold_more() {
    collected.json("s", "[{\"a\": 1, \"z\": {}, \"label\": 2}]");

    collected.load(features("a"));

    assertThat(collected.rows(ROWS, 4)).containsExactly("1|null|2|[1.0]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "", "{\"rows\": []}", "7", "[]"})
  void a_document_of_another_form_is_an_error(String text) {
    collected.json("s", text);

    assertThatThrownBy(collected::load)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("s origin")
        .hasMessageContaining("remedy");
  }

  @Test
  void the_truth_is_read_by_the_target_and_is_no_feature() {
    collected
        .csv("s", "y,a,z,p,s", "1,2,3,me,train", ",5,x,,", "1_0,8,9,you,test")
        .load(
            FeatureConfig.defaults().withValues("z", "y"),
            new TableColumns.Extra(Optional.empty(), Optional.of("p"), Optional.of("s")));

    assertThat(collected.rows("SELECT label, truth, grp, part, v FROM rows ORDER BY record", 5))
        .containsExactly(
            "null|[3.0, 1.0]|me|train|[2.0]",
            "null|[nan, NULL]|null|null|[5.0]",
            "null|[9.0, nan]|you|test|[8.0]");
  }

  @Test
  void json_values_must_be_numbers_and_anomalies_may_be_true() {
    collected
        .json("s", "[{\"a\": 1, \"y\": 2.5}, {\"a\": 2, \"y\": \"3\"}, {\"a\": 3}]")
        .load(FeatureConfig.defaults().withValues("y"));

    assertThat(collected.rows("SELECT truth FROM rows ORDER BY record", 1))
        .containsExactly("[2.5]", "[nan]", "[NULL]");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "1, 1.0",
    "0.0, 0.0",
    "1.00, 1.0",
    "true, 1.0",
    "False, 0.0",
    "'', NULL",
    "2, nan",
    "yes, nan",
    "0.5, nan"
  })
  void an_anomaly_is_0_1_false_or_true(String cell, String read) {
    FeatureConfig self =
        FeatureConfig.defaults().withTarget(new SelfConfig(Optional.of("bad"), 0.99));

    collected.csv("s", "a,bad", "7," + cell).load(self);

    assertThat(collected.rows("SELECT truth, v FROM rows", 2))
        .containsExactly("[" + read + "]|[7.0]");
  }

  @Test
  void a_whole_line_of_numbers_reads_as_cell_by_cell() {
    String[] cells = {"1", "-2.5", " 3 ", "+4", "1e3", ".5", "5.", "3.4028235e38", "-0"};
    String header = String.join(",", "abcdefghi".split("")) + ",label";

    collected
        .csv("s", header, String.join(",", cells) + ",x", String.join(",", cells) + ",_")
        .load();

    assertThat(collected.rows("SELECT v FROM rows ORDER BY record", 1))
        .containsExactly(
            "[1.0, -2.5, 3.0, 4.0, 1000.0, 0.5, 5.0, 3.4028235e+38, -0.0]",
            "[1.0, -2.5, 3.0, 4.0, 1000.0, 0.5, 5.0, 3.4028235e+38, -0.0]");
  }

  @Test
  void times_are_iso_8601_or_seconds() {
    collected.csv(
        "s",
        "t,a,label",
        "2024-01-01T00:00:00Z,1,x",
        "2024-01-01T02:00:00+02:00,1,x",
        "2024-01-01 00:00:00,1,x",
        "1704067200,1,x",
        ",1,x",
        "yesterday,1,x");

    CollectedTable table =
        collected.load(
            FeatureConfig.defaults(),
            new TableColumns.Extra(Optional.of("t"), Optional.empty(), Optional.empty()));

    assertThat(table.columns().features()).containsExactly("a");
    assertThat(collected.rows("SELECT CAST(stamp AS BIGINT) FROM rows WHERE record < 5", 1))
        .containsOnly("1704067200")
        .hasSize(4);
    assertThat(collected.rows("SELECT stamp FROM rows WHERE record > 4 ORDER BY record", 1))
        .containsExactly("null", "NaN");
  }

  @Test
  void twins_are_rows_with_equal_values_however_they_are_written() {
    collected
        .csv("one", "a,b,label", "1,,x", "1.0,,y", "1.00000001,,z", ",1,x", "-0,1,x", "0,1,x")
        .json("two", "[{\"a\": 1e0}]")
        .load();

    assertThat(collected.rows("SELECT COUNT(*) FROM rows GROUP BY twin ORDER BY 1", 1))
        .containsExactly("1", "2", "4");
  }

  @Test
  void a_poor_first_json_record_does_not_say_which_columns_there_are() {
    collected
        .json(
            "s",
            "[{\"label\": \"x\", \"odd\": 1}, {\"a\": 1, \"b\": 2, \"label\": \"x\"},"
                + " {\"a\": 3, \"b\": 4, \"label\": \"y\"}]")
        .load();

    assertThat(collected.rows(ROWS, 4))
        .containsExactly(
            "1|has the unknown key odd|x|null", "2|null|x|[1.0, 2.0]", "3|null|y|[3.0, 4.0]");
  }

  @Test
  void a_json_record_that_lacks_keys_lacks_values() {
    collected
        .json(
            "s",
            "[{\"b\": 7}, {\"a\": 1, \"b\": 2, \"label\": \"x\"},"
                + " {\"a\": 3, \"b\": 4, \"label\": \"y\"}]")
        .load();

    assertThat(collected.rows(ROWS, 4))
        .containsExactly("1|null|null|[NULL, 7.0]", "2|null|x|[1.0, 2.0]", "3|null|y|[3.0, 4.0]");
  }

  @Test
  void json_that_is_not_utf8_is_named_without_sql() {
    collected.bytes("s", Format.JSON, "[{\"a\": \"é\"}]".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(collected::load)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("not a text in UTF-8")
        .hasMessageNotContaining("read_text");
  }
}
