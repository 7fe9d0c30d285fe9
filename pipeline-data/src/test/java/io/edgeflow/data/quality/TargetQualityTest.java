package io.edgeflow.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import io.edgeflow.data.table.Collected;
import io.edgeflow.data.table.CollectedTable;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.data.table.SelfConfig;
import io.edgeflow.data.table.TargetConfig;
import io.edgeflow.data.table.ValuesConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the checks that speak of labels make of other truths. */
class TargetQualityTest {
  private static final TargetConfig VALUES = new ValuesConfig(List.of("y", "z"));
  private static final TargetConfig SELF = new SelfConfig(Optional.of("bad"), 0.99);
  private static final TargetConfig UNKNOWN = new SelfConfig(Optional.empty(), 0.99);
  private static final String[] MEASURED = {
    "a,y,z", "1,10,20", "1,11,20", "2,,20", "3,10,much", "nan,10,20", "5,,", "6,1"
  };
  private static final String[] TESTED = {
    "a,bad", "1,0", "1,1", "2,true", "3,", "4,maybe", "x,0", "5,1.0", "6,0,0"
  };

  @TempDir private Path temp;

  private DataQualityMetrics metrics(TargetConfig target, String... lines) {
    try (Collected collected = new Collected(temp)) {
      return new DataQualityChecker(facts(collected, target, lines), QualityConfig.defaults())
          .check(EightRows.NOW);
    }
  }

  private List<String> reasons(TargetConfig target, String... lines) {
    try (Collected collected = new Collected(temp)) {
      ValidRows rows =
          new DataValidator(facts(collected, target, lines), false)
              .validate(collected.folder(), collected.store());
      String found = new String(collected.store().read(rows.quarantine()), StandardCharsets.UTF_8);
      return found
          .lines()
          .map(line -> Json.readMap(line, "quarantine"))
          .map(line -> line.get("record") + " " + line.get("reason"))
          .toList();
    }
  }

  private static RowFacts facts(Collected collected, TargetConfig target, String... lines) {
    CollectedTable table =
        collected.csv("s", lines).load(FeatureConfig.defaults().withTarget(target));
    return RowFacts.measure(table, target.resolve(table), List.of(), 1);
  }

  @Test
  void a_row_without_its_values_is_quarantined_with_the_column() {
    assertThat(reasons(VALUES, MEASURED))
        .containsExactly(
            "3 y is missing",
            "4 z is not a number",
            "5 a is not a number",
            "6 y is missing",
            "7 has 2 columns, the header has 3");
  }

  @Test
  void values_count_as_cells_and_may_differ_between_equal_rows() {
    DataQualityMetrics metrics = metrics(VALUES, MEASURED);

    assertThat(metrics.completeness().value()).isEqualTo(15.0 / 21);
    assertThat(metrics.validity().value()).isEqualTo(13.0 / 15);
    assertThat(metrics.consistency().value()).as("only row 7 is unreadable").isEqualTo(6.0 / 7);
    assertThat(metrics.accuracy().value()).isEqualTo(2.0 / 7);
  }

  @Test
  void a_row_that_does_not_say_whether_it_is_an_anomaly_is_quarantined() {
    assertThat(reasons(SELF, TESTED))
        .containsExactly(
            "4 bad is missing",
            "5 bad is none of 0, 1, true and false",
            "6 a is not a number",
            "8 has 3 columns, the header has 2");
  }

  @Test
  void equal_rows_of_which_one_is_an_anomaly_contradict_each_other() {
    DataQualityMetrics metrics = metrics(SELF, TESTED);

    assertThat(metrics.completeness().value()).isEqualTo(13.0 / 16);
    assertThat(metrics.validity().value()).isEqualTo(11.0 / 13);
    assertThat(metrics.consistency().value()).isEqualTo(5.0 / 8);
    assertThat(metrics.accuracy().value()).isEqualTo(4.0 / 8);
  }

  @Test
  void where_no_anomaly_is_known_features_alone_are_judged() {
    String[] lines = {"a,b", "1,2", "1,2", ",3", "x,4"};

    DataQualityMetrics metrics = metrics(UNKNOWN, lines);

    assertThat(metrics.completeness().value()).isEqualTo(7.0 / 8);
    assertThat(metrics.validity().value()).isEqualTo(6.0 / 7);
    assertThat(metrics.consistency().value()).isEqualTo(1);
    assertThat(metrics.accuracy().value()).isEqualTo(3.0 / 4);
    assertThat(reasons(UNKNOWN, lines)).containsExactly("4 a is not a number");
  }
}
