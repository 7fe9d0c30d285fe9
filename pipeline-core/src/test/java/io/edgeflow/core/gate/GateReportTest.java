package io.edgeflow.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import io.edgeflow.core.metric.Metric;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GateReportTest {
  private static Check completeness(double value, long samples) {
    return Check.atLeast(Metric.ratio("completeness", value, samples), 0.95, "fill the cells");
  }

  @Test
  void missing_values_and_missing_samples_are_inconclusive_never_pass() {
    assertThat(completeness(Double.NaN, 10).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(completeness(1, 0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(GateReport.of("g", List.of()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void a_limit_is_met_at_the_limit_itself() {
    assertThat(completeness(0.95, 1).verdict()).isEqualTo(Verdict.PASS);
    assertThat(completeness(0.9499, 1).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void a_failure_outweighs_what_is_inconclusive() {
    List<Check> checks = List.of(completeness(Double.NaN, 1), completeness(0, 1));

    assertThat(GateReport.of("g", checks).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(GateReport.of("g", checks).blocking()).hasSize(2);
  }

  @Test
  void an_inconclusive_check_blocks_unless_it_is_allowed_by_name() {
    List<Check> checks =
        List.of(
            completeness(1, 1),
            Check.atLeast(Metric.ratio("timeliness", Double.NaN, 0), 0.9, "add a timestamp"));

    assertThat(GateReport.of("g", checks).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(GateReport.of("g", checks, Set.of("timeliness")).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void a_check_that_does_not_apply_is_shown_with_its_reason_and_is_not_a_pass() {
    Check check = Check.notApplicable("timeliness", 0.9, "ratio", "static data set");

    assertThat(check.outcome()).isEmpty();
    assertThat(GateReport.of("g", List.of(check)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(Json.text(check)).contains("\"not_applicable\":\"static data set\"");
  }

  @Test
  void a_report_has_the_documented_json_form() {
    GateReport report = GateReport.of("data_quality", List.of(completeness(0.99, 1797)));

    assertThat(Json.text(report))
        .isEqualTo(
            "{\"name\":\"data_quality\",\"verdict\":\"PASS\",\"checks\":[{\"name\":\"completeness\","
                + "\"value\":0.99,\"limit\":0.95,\"op\":\">=\",\"unit\":\"ratio\",\"samples\":1797,"
                + "\"severity\":\"ERROR\",\"verdict\":\"PASS\",\"remedy\":\"fill the cells\"}]}");
    assertThat(Json.read(Json.text(report), GateReport.class, "test")).isEqualTo(report);
  }

  private static Check failing() {
    return completeness(0.5, 10);
  }

  @Test
  void a_warning_does_not_block() {
    GateReport report = GateReport.of("g", List.of(completeness(1, 1), failing().asWarning()));

    assertThat(report.verdict()).isEqualTo(Verdict.PASS);
    assertThat(report.passes()).isTrue();
    assertThat(report.blocking()).isEmpty();
    assertThat(report.checks()).hasSize(2);
  }

  @Test
  void an_error_beside_a_warning_still_blocks() {
    GateReport report = GateReport.of("g", List.of(failing(), failing().asWarning()));

    assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(report.passes()).isFalse();
    assertThat(report.blocking()).containsExactly(failing());
  }

  @Test
  void warnings_alone_leave_the_gate_inconclusive() {
    GateReport report = GateReport.of("g", List.of(completeness(1, 1).asWarning()));

    assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(report.passes()).isFalse();
  }

  @Test
  void a_failure_is_never_allowed_by_name() {
    GateReport report = GateReport.of("g", List.of(failing()), Set.of("completeness"));

    assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void a_gate_with_nothing_left_is_inconclusive() {
    List<Check> checks = List.of(completeness(Double.NaN, 1));

    assertThat(GateReport.of("g", checks, Set.of("completeness")).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void nothing_blocks_where_the_gate_passes() {
    List<Check> checks =
        List.of(
            completeness(1, 1), Check.atLeast(Metric.ratio("timeliness", Double.NaN, 0), 0.9, ""));

    GateReport report = GateReport.of("g", checks, Set.of("timeliness"));

    assertThat(report.passes()).isTrue();
    assertThat(report.blocking()).isEmpty();
  }

  @Test
  void what_is_inconclusive_blocks_too() {
    List<Check> checks =
        List.of(
            completeness(1, 1), Check.atLeast(Metric.ratio("timeliness", Double.NaN, 0), 0.9, ""));

    assertThat(GateReport.of("g", checks).blocking())
        .extracting(Check::name)
        .containsExactly("timeliness");
  }

  @Test
  void a_check_that_does_not_apply_neither_blocks_nor_spoils_a_pass() {
    Check check = Check.notApplicable("timeliness", 0.9, "ratio", "static data set");

    GateReport report = GateReport.of("g", List.of(completeness(1, 1), check));

    assertThat(report.passes()).isTrue();
    assertThat(report.blocking()).isEmpty();
  }

  @Test
  void the_checks_are_copied() {
    List<Check> checks = new java.util.ArrayList<>(List.of(completeness(1, 1)));
    GateReport report = GateReport.of("g", checks);

    checks.clear();

    assertThat(report.checks()).hasSize(1);
    assertThat(report.name()).isEqualTo("g");
  }
}
