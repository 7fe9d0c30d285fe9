package io.edgeflow.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.testing.GoldenFile;
import java.io.IOException;
import java.util.List;
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
    assertThat(GateReport.of("g", checks, Allowance.of("timeliness")).verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void a_check_that_does_not_apply_is_shown_with_its_reason_and_is_not_a_pass() {
    Check check = Check.notApplicable("timeliness", 0.9, "ratio", "static data set");

    assertThat(check.outcome()).isEmpty();
    assertThat(GateReport.of("g", List.of(check)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(Json.text(check)).contains("\"not_applicable\":\"static data set\"");
  }

  @Test
  void a_report_has_the_documented_json_form() throws IOException {
    GateReport report =
        GateReport.of(
            "data_quality",
            List.of(
                completeness(0.99, 1797),
                failing(),
                unmeasured("accuracy"),
                unmeasured("validity"),
                Check.notApplicable("timeliness", 0.9, "ratio", "static data set")),
            Allowance.of("validity"));

    String json = Json.pretty(report);

    GoldenFile.assertWritten("gate-report.json", json);
    assertThat(Json.read(json, GateReport.class, "test")).isEqualTo(report);
  }

  private static Check unmeasured(String name) {
    return Check.atLeast(Metric.ratio(name, Double.NaN, 0), 0.9, "measure " + name);
  }

  private static Check failing() {
    return completeness(0.5, 10);
  }

  @Test
  void a_failure_is_never_allowed_by_name() {
    GateReport report = GateReport.of("g", List.of(failing()), Allowance.of("completeness"));

    assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void a_gate_of_which_nothing_was_judged_allows_nothing() {
    List<Check> checks =
        List.of(
            unmeasured("accuracy"),
            Check.notApplicable("timeliness", 0.9, "ratio", "static data set"));

    GateReport report = GateReport.of("g", checks, Allowance.of("accuracy", "timeliness"));

    assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(report.blocking()).extracting(Check::name).containsExactly("accuracy");
  }

  @Test
  void a_passing_gate_names_no_blocker_and_says_which_check_was_allowed() {
    List<Check> checks = List.of(completeness(1, 1), unmeasured("accuracy"));

    GateReport report = GateReport.of("g", checks, Allowance.of("accuracy"));

    assertThat(report.passes()).isTrue();
    assertThat(report.blocking()).isEmpty();
    assertThat(report.checks()).extracting(Check::allowed).containsExactly(false, true);
  }

  @Test
  void a_blocking_gate_names_only_what_is_not_allowed() {
    List<Check> checks = List.of(failing(), unmeasured("accuracy"), unmeasured("validity"));

    GateReport report = GateReport.of("g", checks, Allowance.of("accuracy"));

    assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(report.blocking())
        .extracting(Check::name)
        .containsExactly("completeness", "validity");
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
