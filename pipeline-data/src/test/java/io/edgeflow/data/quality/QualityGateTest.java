package io.edgeflow.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.metric.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualityGateTest {
  private static DataQualityMetrics metrics(double completeness, double timeliness) {
    return new DataQualityMetrics(
        Metric.ratio("completeness", completeness, 100),
        Metric.ratio("consistency", 1, 10),
        Metric.ratio("accuracy", 1, 10),
        Metric.ratio("timeliness", timeliness, Double.isNaN(timeliness) ? 0 : 10),
        Metric.ratio("validity", 1, 100));
  }

  private static Check check(GateReport gate, String name) {
    return gate.checks().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void good_data_passes() {
    GateReport gate = QualityGate.judge(metrics(0.95, 0.9), QualityConfig.defaults(), 10, 10);

    assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    assertThat(gate.checks())
        .extracting(Check::name)
        .containsExactly(
            "completeness", "consistency", "accuracy", "timeliness", "validity", "accounted_rows");
  }

  @Test
  void a_dimension_below_its_threshold_fails() {
    GateReport gate = QualityGate.judge(metrics(0.949, 0.9), QualityConfig.defaults(), 10, 10);

    assertThat(gate.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(gate.blocking()).extracting(Check::name).containsExactly("completeness");
  }

  @Test
  void a_dimension_that_fails_names_the_columns_to_blame_the_worst_first() {
    DataQualityMetrics metrics =
        metrics(0.9, 0.9)
            .byColumn(
                List.of(
                    new ColumnQuality("a", 0.94, null, 0.5, null, 1.0),
                    new ColumnQuality("b", 1.0, null, 1.0, null, 1.0),
                    new ColumnQuality("c", 0.7512345, null, 1.0, null, null)));

    GateReport gate = QualityGate.judge(metrics, QualityConfig.defaults(), 10, 10);

    assertThat(check(gate, "completeness").remedy())
        .endsWith("; worst columns: \"c\" 0.7512, \"a\" 0.9400");
    assertThat(check(gate, "accuracy").remedy()).doesNotContain("worst columns");
  }

  @Test
  void what_could_not_be_measured_is_inconclusive_and_blocks() {
    GateReport gate = QualityGate.judge(metrics(1, Double.NaN), QualityConfig.defaults(), 10, 10);

    assertThat(gate.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(check(gate, "timeliness").value()).isNull();
  }

  @Test
  void a_dimension_without_meaning_is_shown_with_its_reason_and_does_not_block() {
    QualityConfig config =
        QualityConfig.defaults().withNotApplicable(Dimension.TIMELINESS, "static data set");

    GateReport gate = QualityGate.judge(metrics(1, Double.NaN), config, 10, 10);

    assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    assertThat(check(gate, "timeliness").outcome()).isEmpty();
    assertThat(check(gate, "timeliness").notApplicable()).isEqualTo("static data set");
    assertThat(check(gate, "timeliness").allowed()).isFalse();
    assertThat(gate.blocking()).isEmpty();
  }

  @Test
  void a_dimension_without_meaning_is_no_allowed_one_though_it_is_named_as_both() {
    QualityConfig usual =
        QualityConfig.defaults().withNotApplicable(Dimension.TIMELINESS, "static data set");

    GateReport gate =
        QualityGate.judge(metrics(1, Double.NaN), allowing(usual, "timeliness"), 10, 10);

    assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    assertThat(check(gate, "timeliness").verdict()).isNull();
    assertThat(check(gate, "timeliness").allowed()).isFalse();
  }

  private static QualityConfig allowing(QualityConfig usual, String check) {
    return new QualityConfig(
        usual.thresholds(),
        usual.notApplicable(),
        Allowance.of(check),
        usual.timestamp(),
        usual.maxAge(),
        usual.ranges());
  }

  @Test
  void inconclusive_passes_only_where_it_is_allowed_by_name() {
    QualityConfig config = allowing(QualityConfig.defaults(), "timeliness");

    GateReport gate = QualityGate.judge(metrics(1, Double.NaN), config, 10, 10);

    assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    assertThat(gate.blocking()).isEmpty();
    assertThat(check(gate, "timeliness").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(check(gate, "timeliness").allowed()).isTrue();
  }

  @Test
  void a_lost_or_doubled_row_fails() {
    assertThat(QualityGate.judge(metrics(1, 1), QualityConfig.defaults(), 10, 9).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(QualityGate.judge(metrics(1, 1), QualityConfig.defaults(), 10, 11).verdict())
        .isEqualTo(Verdict.FAIL);
  }
}
