package io.edgeflow.data.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.data.table.Collected;
import io.edgeflow.data.table.CollectedTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataQualityCheckerTest {
  @TempDir private Path temp;

  private DataQualityMetrics eightRows() {
    try (Collected collected = new Collected(temp)) {
      RowFacts facts = EightRows.load(collected);
      return new DataQualityChecker(facts, EightRows.config()).check(EightRows.NOW);
    }
  }

  @Test
  void completeness_counts_every_cell_of_an_unreadable_row_as_empty() {
    assertThat(eightRows().completeness()).isEqualTo(Metric.ratio("completeness", 19.0 / 24, 24));
  }

  @Test
  void consistency_wants_readable_rows_and_no_contradicting_twin() {
    assertThat(eightRows().consistency()).isEqualTo(Metric.ratio("consistency", 5.0 / 8, 8));
  }

  @Test
  void accuracy_wants_a_known_label_and_values_in_range() {
    assertThat(eightRows().accuracy()).isEqualTo(Metric.ratio("accuracy", 3.0 / 8, 8));
  }

  @Test
  void timeliness_wants_a_time_within_the_age_and_not_in_the_future() {
    assertThat(eightRows().timeliness()).isEqualTo(Metric.ratio("timeliness", 3.0 / 8, 8));
  }

  @Test
  void validity_is_the_share_of_well_formed_cells_among_those_filled() {
    assertThat(eightRows().validity()).isEqualTo(Metric.ratio("validity", 16.0 / 19, 19));
  }

  @Test
  void each_column_has_the_dimensions_that_have_a_meaning_for_it() {
    assertThat(eightRows().columns())
        .containsExactly(
            new ColumnQuality("a", 6.0 / 8, null, 5.0 / 8, null, 4.0 / 6),
            new ColumnQuality("b", 7.0 / 8, null, 7.0 / 8, null, 1.0),
            new ColumnQuality("label", 6.0 / 8, 5.0 / 8, 5.0 / 8, null, 5.0 / 6),
            new ColumnQuality("t", 6.0 / 8, null, 5.0 / 8, 3.0 / 8, 5.0 / 6));
    assertThat(eightRows().with(Metric.ratio("timeliness", 0.25, 8)).columns().get(3).timeliness())
        .isEqualTo(0.25);
  }

  @Test
  void of_many_features_the_channels_are_the_columns() {
    String head = names(i -> "f" + i) + ",label";
    String whole = names(i -> "1") + ",x";
    String holed = names(i -> i == 4 || i == 7 ? "" : i == 8 ? "99" : "1") + ",y";
    try (Collected collected = new Collected(temp)) {
      CollectedTable table = collected.csv("s", head, whole, holed).load();
      RowFacts facts = EightRows.measured(table, EightRows.config(), 3);

      assertThat(new ColumnMeasuring(facts).measure(eightRows(), Optional.empty()))
          .containsExactly(
              new ColumnQuality("c0", 1.0, null, 1.0, null, 1.0),
              new ColumnQuality("c1", 198.0 / 200, null, 1.0, null, 1.0),
              new ColumnQuality("c2", 1.0, null, 199.0 / 200, null, 199.0 / 200),
              new ColumnQuality("label", 1.0, 5.0 / 8, 1.0, null, 1.0));
    }
  }

  private static String names(IntFunction<String> each) {
    return IntStream.range(0, 300).mapToObj(each).collect(Collectors.joining(","));
  }

  @Test
  void without_a_timestamp_timeliness_is_not_measured() {
    try (Collected collected = new Collected(temp)) {
      CollectedTable table = collected.csv("s", "a,label", "1,x", "2,y").load();
      RowFacts facts = EightRows.measured(table, QualityConfig.defaults(), 1);

      DataQualityMetrics metrics =
          new DataQualityChecker(facts, QualityConfig.defaults()).check(EightRows.NOW);

      assertThat(metrics.timeliness().value()).isNaN();
      assertThat(metrics.timeliness().samples()).isZero();
      assertThat(metrics.measured()).hasSize(4);
    }
  }

  @Test
  void without_a_range_a_value_beyond_six_deviations_of_its_channel_is_implausible() {
    String[] lines =
        Stream.concat(
                Stream.of("a,b,label"),
                IntStream.range(0, 100).mapToObj(i -> i % 2 + "," + 1000 * (i % 2) + ",x" + i % 2))
            .toArray(String[]::new);

    assertThat(accuracy(2, lines)).isEqualTo(100.0 / 101);
    assertThat(accuracy(1, lines)).isEqualTo(1);
  }

  private double accuracy(int channels, String... lines) {
    try (Collected collected = new Collected(temp)) {
      CollectedTable table = collected.csv("s", lines).csv("t", "a,b,label", "1000,0,x1").load();
      QualityConfig config = QualityConfig.defaults();
      RowFacts facts = EightRows.measured(table, config, channels);
      return new DataQualityChecker(facts, config).check(EightRows.NOW).accuracy().value();
    }
  }

  @Test
  void a_range_for_an_unknown_column_is_refused() {
    try (Collected collected = new Collected(temp)) {
      CollectedTable table = collected.csv("s", "a,label", "1,x", "2,y").load();
      QualityConfig config =
          EightRows.config().withRange(new DeclaredRange(List.of("a", "nope"), 0, 1));

      assertThatThrownBy(() -> EightRows.measured(table, config, 1))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("[nope]");
    }
  }
}
