package io.edgeflow.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.gate.Check.Comparison;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CheckTest {
  private static Metric latency(double value, long samples) {
    return new Metric("latency", value, "ms", Direction.LOWER_IS_BETTER, samples);
  }

  @ParameterizedTest
  @CsvSource({
    "0.89, FAIL",
    "0.9, PASS",
    "0.91, PASS",
    "NaN, INCONCLUSIVE",
    "Infinity, PASS",
    "-Infinity, FAIL",
    "-0.9, FAIL"
  })
  void at_least_asks_for_the_limit_or_more(double value, Verdict expected) {
    Check check = Check.atLeast(Metric.ratio("accuracy", value, 10), 0.9, "train longer");

    assertThat(check.verdict()).isEqualTo(expected);
    assertThat(check.op()).isEqualTo(Comparison.AT_LEAST);
  }

  @ParameterizedTest
  @CsvSource({
    "4.9, PASS",
    "5, PASS",
    "5.1, FAIL",
    "NaN, INCONCLUSIVE",
    "Infinity, FAIL",
    "-Infinity, PASS",
    "0, PASS"
  })
  void at_most_asks_for_the_limit_or_less(double value, Verdict expected) {
    Check check = Check.atMost(latency(value, 10), 5, "use a smaller network");

    assertThat(check.verdict()).isEqualTo(expected);
    assertThat(check.op()).isEqualTo(Comparison.AT_MOST);
  }

  @ParameterizedTest
  @EnumSource
  void a_limit_of_nan_is_met_by_nothing(Comparison op) {
    assertThat(Check.judge(latency(1, 10), op, Double.NaN, 1, "").verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @ParameterizedTest
  @CsvSource({"0, INCONCLUSIVE", "29, INCONCLUSIVE", "30, PASS", "31, PASS"})
  void fewer_samples_than_asked_for_are_inconclusive(long samples, Verdict expected) {
    Check check = Check.judge(latency(1, samples), Comparison.AT_MOST, 5, 30, "send more rows");

    assertThat(check.verdict()).isEqualTo(expected);
  }

  @Test
  void too_few_samples_outweigh_a_limit_that_is_broken() {
    Check check = Check.judge(latency(99, 3), Comparison.AT_MOST, 5, 30, "");

    assertThat(check.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(check.value()).isEqualTo(99);
  }

  @Test
  void no_sample_at_all_is_inconclusive_by_default() {
    assertThat(Check.atLeast(latency(9, 0), 1, "").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(Check.atMost(latency(0, 0), 1, "").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(Check.atMost(latency(0, 1), 1, "").verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void a_check_carries_everything_that_a_report_shows() {
    Check check = Check.atMost(latency(4.5, 12), 5, "use a smaller network");

    assertThat(check.name()).isEqualTo("latency");
    assertThat(check.value()).isEqualTo(4.5);
    assertThat(check.limit()).isEqualTo(5);
    assertThat(check.unit()).isEqualTo("ms");
    assertThat(check.samples()).isEqualTo(12);
    assertThat(check.allowed()).isFalse();
    assertThat(check.remedy()).isEqualTo("use a smaller network");
    assertThat(check.notApplicable()).isNull();
    assertThat(check.outcome()).contains(Verdict.PASS);
  }

  @Test
  void a_value_that_could_not_be_measured_is_null_and_not_zero() {
    Check check = Check.atMost(latency(Double.NaN, 12), 5, "");

    assertThat(check.value()).isNull();
    assertThat(Json.text(check)).contains("\"value\":null");
  }

  @ParameterizedTest
  @CsvSource({"0.95, false", "0.5, true", "NaN, true"})
  void what_does_not_pass_blocks(double value, boolean blocks) {
    Check check = Check.atLeast(Metric.ratio("accuracy", value, 10), 0.9, "train longer");

    assertThat(check.blocks()).isEqualTo(blocks);
  }

  @Test
  void an_allowed_check_is_the_same_but_does_not_block() {
    Check check = Check.atMost(latency(Double.NaN, 12), 5, "use a smaller network");

    Check allowed = check.asAllowed();

    assertThat(allowed.blocks()).isFalse();
    assertThat(allowed.outcome()).contains(Verdict.INCONCLUSIVE);
    assertThat(allowed).usingRecursiveComparison().ignoringFields("allowed").isEqualTo(check);
  }

  @ParameterizedTest
  @CsvSource({"1", "9"})
  void only_an_inconclusive_check_can_be_allowed(double value) {
    Check check = Check.atMost(latency(value, 12), 5, "");

    assertThatThrownBy(check::asAllowed)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("latency is " + check.verdict());
  }

  @Test
  void bounds_are_in_the_document_of_a_tested_check_alone() {
    Bounds bounds = new Bounds(0.982, 1, 0.95);
    Check tested =
        Check.tested(
            Metric.ratio("agreement", 1, 200), Comparison.AT_LEAST, 0.98, Verdict.PASS, bounds, "");

    assertThat(Json.text(tested))
        .contains("\"bounds\":{\"lower\":0.982,\"upper\":1.0,\"confidence\":0.95}");
    assertThat(read(Json.text(tested))).isEqualTo(tested);
    assertThat(Json.text(Check.atMost(latency(1, 12), 5, ""))).doesNotContain("bounds");
  }

  @Test
  void bounds_are_in_order_and_have_a_confidence() {
    assertThatThrownBy(() -> new Bounds(1, 0.9, 0.95)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Bounds(Double.NaN, 1, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Bounds(0.9, 1, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_document_with_an_allowed_failure_or_without_verdict_and_reason_is_refused() {
    String fails = Json.text(Check.atMost(latency(9, 12), 5, ""));

    assertThatThrownBy(() -> read(fails.replace("\"allowed\":false", "\"allowed\":true")))
        .hasMessageContaining("cannot be allowed");
    assertThatThrownBy(() -> read(fails.replace("\"FAIL\"", "null")))
        .hasMessageContaining("needs a verdict or a reason");
  }

  private static Check read(String json) {
    return Json.read(json, Check.class, "test");
  }

  @Test
  void a_check_that_does_not_apply_has_a_reason_and_no_verdict() {
    Check check = Check.notApplicable("timeliness", 0.9, "ratio", "static data set");

    assertThat(check.name()).isEqualTo("timeliness");
    assertThat(check.limit()).isEqualTo(0.9);
    assertThat(check.unit()).isEqualTo("ratio");
    assertThat(check.value()).isNull();
    assertThat(check.samples()).isZero();
    assertThat(check.verdict()).isNull();
    assertThat(check.outcome()).isEmpty();
    assertThat(check.notApplicable()).isEqualTo("static data set");
    assertThat(check.blocks()).isFalse();
  }

  @Test
  void comparisons_stand_in_json_as_their_symbols() {
    assertThat(Comparison.AT_LEAST.symbol()).isEqualTo(">=");
    assertThat(Comparison.AT_MOST.symbol()).isEqualTo("<=");
    Check check = Check.atMost(latency(6, 12), 5, "r");
    assertThat(Json.text(check)).contains("\"op\":\"<=\"");
    assertThat(Json.read(Json.text(check), Check.class, "test")).isEqualTo(check);
  }
}
