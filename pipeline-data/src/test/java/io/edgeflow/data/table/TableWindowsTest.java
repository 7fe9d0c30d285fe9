package io.edgeflow.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.FeatureSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Windows take the place of the rows that they are cut from. */
class TableWindowsTest extends CollectedTestBase {
  private static final String WINDOWS =
      "SELECT raw, coalesce(fault, CAST(CAST(v AS INTEGER[]) AS VARCHAR)) FROM rows"
          + " ORDER BY source, record";
  private static final TableColumns.Extra TIMED =
      new TableColumns.Extra(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of("t"),
          Optional.empty(),
          List.of());
  private static final TableColumns.Extra SERIES =
      new TableColumns.Extra(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of("t"),
          Optional.of("m"),
          List.of());

  private static FeatureConfig windows(int rows, int step) {
    return FeatureConfig.defaults().withWindow(WindowConfig.of(rows, step));
  }

  private static FeatureConfig self(int rows, int step) {
    return windows(rows, step).withTarget(new SelfConfig(Optional.of("bad"), 0.99));
  }

  @Test
  void each_source_is_cut_by_itself_and_what_is_left_is_in_no_window() {
    collected.csv("one", "a,b,label", "1,10,x", "2,20,x", "3,30,y", "4,40,y", "5,50,y", "6,60,y");
    collected.csv("two", "a,b,label", "7,70,x", "8,80,y", "9,90,x");

    CollectedTable table = collected.load(windows(3, 2));

    assertThat(collected.rows(WINDOWS, 2))
        .containsExactly(
            "records 1 to 3|[1, 10, 2, 20, 3, 30]",
            "records 3 to 5|[3, 30, 4, 40, 5, 50]",
            "records 1 to 3|[7, 70, 8, 80, 9, 90]");
    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.columns().features())
        .containsExactly("t0_a", "t0_b", "t1_a", "t1_b", "t2_a", "t2_b");
    FeatureConfig config = windows(3, 2);
    assertThat(
            SchemaInference.schema(config, table.columns(), config.target().resolve(table)).raw())
        .isEqualTo(FeatureSpec.series(3, 2));
  }

  @Test
  void a_window_has_the_class_of_its_last_row() {
    collected.csv("s", "a,label", "1,x", "2,y", "3,x", "4,y");

    collected.load(windows(2, 2));

    assertThat(collected.rows("SELECT label FROM rows ORDER BY record", 1))
        .containsExactly("y", "y");
  }

  @Test
  void a_window_has_the_values_of_the_row_that_the_horizon_says() {
    collected.csv("s", "a,y", "1,10", "2,20", "3,30", "4,40", "5,50");
    WindowConfig ahead =
        WindowConfig.builder().set(WindowConfig.ROWS, 2).set(WindowConfig.HORIZON, 2).build();

    collected.load(FeatureConfig.defaults().withValues("y").withWindow(ahead));

    assertThat(collected.rows("SELECT truth, v FROM rows ORDER BY record", 2))
        .containsExactly("[40.0]|[1.0, 2.0]", "[50.0]|[2.0, 3.0]");
  }

  @Test
  void a_window_with_an_anomalous_row_is_an_anomaly() {
    collected.csv("s", "a,bad", "1,0", "2,1", "3,0", "4,0", "5,0", "6,", "7,0", "8,no");

    collected.load(self(2, 2));

    assertThat(collected.rows("SELECT truth FROM rows ORDER BY record", 1))
        .containsExactly("[1.0]", "[0.0]", "[NULL]", "[nan]");
  }

  @Test
  void a_source_may_lack_the_anomaly_column_if_it_is_declared_normal() {
    collected.csv("quiet/1.csv", "a", "1", "2");
    collected.csv("loud", "a,bad", "3,0", "4,1");
    SelfConfig target = new SelfConfig(Optional.of("bad"), 0.99, List.of("quiet"));

    collected.load(FeatureConfig.defaults().withTarget(target));

    assertThat(collected.rows("SELECT truth FROM rows ORDER BY source, record", 1))
        .containsExactly("[0.0]", "[0.0]", "[0.0]", "[1.0]");
  }

  @Test
  void a_source_without_the_anomaly_column_is_refused_unless_declared_normal() {
    collected.csv("quiet", "a", "1", "2");

    assertThatThrownBy(
            () ->
                collected.load(
                    FeatureConfig.defaults().withTarget(new SelfConfig(Optional.of("bad"), 0.99))))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("without [bad]");
  }

  @Test
  void rows_stand_in_time_order_and_no_window_crosses_a_series_or_a_gap() {
    List<String> rows =
        new ArrayList<>(
            Stream.concat(
                    IntStream.of(0, 1, 2, 10, 11, 12, 13, 14)
                        .mapToObj(t -> "2026-01-01T00:00:%02dZ,u,%d,x".formatted(t, t)),
                    IntStream.of(3, 4, 5, 6)
                        .mapToObj(t -> "2026-01-01T00:00:%02dZ,w,%d,y".formatted(t, 100 + t)))
                .toList());
    Collections.shuffle(rows, new Random(3));
    rows.add(0, "t,m,a,label");
    collected.csv("s", rows.toArray(String[]::new));
    WindowConfig window =
        WindowConfig.builder()
            .set(WindowConfig.ROWS, 4)
            .set(WindowConfig.MAX_GAP, Duration.ofSeconds(2))
            .build();

    collected.load(FeatureConfig.defaults().withWindow(window), SERIES);

    assertThat(
            collected.rows(
                "SELECT CAST(CAST(v AS INTEGER[]) AS VARCHAR), series, moment - since FROM rows"
                    + " WHERE fault IS NULL ORDER BY since",
                3))
        .containsExactly(
            "[103, 104, 105, 106]|w|3.0", "[10, 11, 12, 13]|u|3.0", "[11, 12, 13, 14]|u|3.0");
    assertThat(collected.rows("SELECT fault FROM rows WHERE fault IS NOT NULL", 1))
        .containsExactly("the series has 3 rows, and a window with its truth 4");
  }

  @Test
  void a_row_that_cannot_be_read_or_placed_breaks_the_windows_around_it() {
    collected.csv(
        "s", "t,a,label", "1,1,x", "2,2,x", "3,3", "4,4,x", "5,5,x", ",6,x", "7,7,x", "8,8,x");

    CollectedTable table = collected.load(windows(2, 1), TIMED);

    assertThat(collected.rows(WINDOWS, 2))
        .containsExactly(
            "records 1 to 2|[1, 2]",
            "records 2 to 3|record 3: has 2 columns, the header has 3",
            "records 3 to 4|record 3: has 2 columns, the header has 3",
            "records 4 to 5|[4, 5]",
            "records 5 to 6|record 6: the time is missing",
            "records 6 to 7|record 6: the time is missing",
            "records 7 to 8|[7, 8]");
    assertThat(table.rows()).isEqualTo(7);
  }

  @Test
  void a_row_that_cannot_be_placed_at_the_start_stands_before_the_first_one() {
    collected.csv("s", "t,a,label", "soon,0,x", "2,2,x", "3,3,x");

    collected.load(windows(2, 1), TIMED);

    assertThat(collected.rows(WINDOWS, 2))
        .containsExactly(
            "records 1 to 2|record 1: the time is unreadable", "records 2 to 3|[2, 3]");
  }

  @Test
  void windows_of_many_values_are_made_in_batches_and_are_the_same() {
    int rows = 40_000;
    String[] lines = new String[rows + 1];
    lines[0] = "a,b,c,d,label";
    for (int i = 0; i < rows; i++) {
      lines[i + 1] = "%d,%d,%d,%d,%s".formatted(i, i + 1, i + 2, i + 3, i % 2 == 0 ? "x" : "y");
    }
    collected.csv("s", lines);

    CollectedTable table = collected.load(windows(100, 1));

    assertThat(table.rows()).isEqualTo(rows - 99);
    assertThat(
            collected
                .engine()
                .count(
                    """
                SELECT COUNT(*) FROM rows WHERE len(v) <> 400 OR v[1] <> record - 1
                  OR v[400] <> record + 101 OR list_sum(v) <> 400 * (record + 50)
                """))
        .isZero();
  }
}
