package io.edgeflow.data.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every engine must do. */
abstract class DataEngineContract {
  @TempDir private Path temp;
  private WorkFolder folder;
  private DataEngine engine;

  abstract DataEngine open(WorkFolder folder);

  @BeforeEach
  void start() {
    folder = WorkFolder.in(new ArtifactStore(temp));
    engine = open(folder);
  }

  @AfterEach
  void stop() {
    engine.close();
    folder.close();
  }

  @Test
  void rows_come_out_in_the_order_asked_for() {
    engine.execute("CREATE TABLE t AS SELECT 2 AS a, 'x' AS b UNION ALL SELECT 1, NULL");
    List<String> rows = new ArrayList<>();

    engine.query("SELECT a, b FROM t ORDER BY a", r -> rows.add(r.integer(1) + " " + r.text(2)));

    assertThat(rows).containsExactly("1 null", "2 x");
  }

  @Test
  void appended_rows_are_there_with_nothing_for_what_is_empty() {
    engine.execute("CREATE TABLE t (n BIGINT, a VARCHAR, b VARCHAR, v DOUBLE[])");
    List<String> rows = new ArrayList<>();

    try (RowAppender appender = engine.appender("t")) {
      appender.row(7, List.of("x", ""), new double[] {1, Double.NaN});
      appender.row(8, List.of("", "y"), new double[0]);
    }

    engine.query("SELECT CAST(t AS VARCHAR) FROM t ORDER BY n", r -> rows.add(r.text(1)));
    assertThat(rows)
        .containsExactly(
            "{'n': 7, 'a': x, 'b': NULL, 'v': [1.0, nan]}",
            "{'n': 8, 'a': NULL, 'b': y, 'v': NULL}");
    assertThatThrownBy(() -> engine.appender("nowhere")).isInstanceOf(PipelineException.class);
  }

  @Test
  void missing_numbers_read_as_nan_and_missing_integers_are_refused() {
    List<Double> found = new ArrayList<>();

    engine.query("SELECT CAST(NULL AS DOUBLE)", row -> found.add(row.number(1)));

    assertThat(found).containsExactly(Double.NaN);
    assertThatThrownBy(() -> engine.count("SELECT CAST(NULL AS BIGINT)"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void rows_of_numbers_are_streamed_in_the_order_asked_for_with_nan_for_what_is_missing() {
    List<float[]> found = new ArrayList<>();

    engine.numbers(
        """
        SELECT unnest([CAST(i AS FLOAT), NULL]) FROM (SELECT i FROM range(5000) t(i) ORDER BY i DESC)
        """,
        2,
        row -> found.add(row.clone()));

    assertThat(found).hasSize(5000);
    assertThat(found.get(0)).containsExactly(4999, Float.NaN);
    assertThat(found.get(4999)).containsExactly(0, Float.NaN);
  }

  @Test
  void rows_of_numbers_may_be_columns() {
    List<float[]> found = new ArrayList<>();

    engine.numbers(
        """
        SELECT CAST(i AS FLOAT), CAST(nullif(i, 7) AS FLOAT) FROM range(5000) t(i) ORDER BY i DESC
        """,
        2,
        row -> found.add(row.clone()));

    assertThat(found).hasSize(5000);
    assertThat(found.get(0)).containsExactly(4999, 4999);
    assertThat(found.get(4992)).containsExactly(7, Float.NaN);
  }

  @Test
  void numbers_that_do_not_fill_the_last_row_are_refused() {
    assertThatThrownBy(
            () -> engine.numbers("SELECT CAST(i AS FLOAT) FROM range(5) t(i)", 2, row -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1 of 2");
  }

  @Test
  void numbers_of_a_refused_query_say_why() {
    assertThatThrownBy(() -> engine.numbers("SELECT x FROM nowhere", 1, row -> {}))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void numbers_that_an_error_ends_are_an_error() {
    String sql =
        "SELECT CAST(CASE WHEN i = 900000 THEN error('far in') ELSE i END AS FLOAT)"
            + " FROM range(1000000) t(i)";

    assertThatThrownBy(() -> engine.numbers(sql, 1, row -> {}))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("far in");
  }

  @Test
  void whole_numbers_come_back_as_they_were_loaded() {
    long[] numbers = {Long.MIN_VALUE, -1, 0, 7, Long.MAX_VALUE};
    List<Long> found = new ArrayList<>();

    engine.loadIntegers("t", LongStream.of(numbers));
    engine.integers(
        "SELECT number FROM t ORDER BY number",
        (read, count) -> LongStream.of(read).limit(count).forEach(found::add));

    assertThat(found).containsExactly(Long.MIN_VALUE, -1L, 0L, 7L, Long.MAX_VALUE);
    assertThatThrownBy(() -> engine.integers("SELECT x FROM nowhere", (read, count) -> {}))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void queries_that_take_too_long_are_ended_and_others_go_on() {
    String endless = "SELECT SUM(a.range * b.range) FROM range(1000000) a, range(1000000) b";
    Supplier<PipelineException.Builder> late = () -> PipelineException.failed("Too late");

    assertThatThrownBy(
            () -> engine.within(Duration.ofMillis(20), () -> engine.count(endless), late))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Too late");
    assertThat(engine.within(Duration.ofMinutes(5), () -> engine.count("SELECT 7"), late))
        .isEqualTo(7);
    assertThatThrownBy(
            () -> engine.within(Duration.ofMinutes(5), () -> engine.count("SELECT x"), late))
        .hasMessageContaining("refused");
  }

  @Test
  void a_refused_query_says_why_and_where() {
    assertThatThrownBy(() -> engine.execute("SELECT * FROM nowhere"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("nowhere")
        .hasMessageContaining("SELECT * FROM nowhere");
  }

  @Test
  void json_lines_hold_one_object_a_row() throws IOException {
    Path file = folder.file("rows.jsonl");

    engine.exportJsonLines("SELECT 'a\"b' AS name, 1 AS n", file);

    assertThat(Files.readString(file)).isEqualTo("{\"name\":\"a\\\"b\",\"n\":1}\n");
  }

  @Test
  void an_ordered_query_exports_the_same_bytes_each_time() throws IOException {
    Path first = folder.file("first.jsonl");
    Path second = folder.file("second.jsonl");
    String query = "SELECT i, i / 7.0 AS x FROM range(300000) t(i) ORDER BY i % 1000, i";

    engine.exportJsonLines(query, first);
    engine.exportJsonLines(query, second);

    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
  }
}
