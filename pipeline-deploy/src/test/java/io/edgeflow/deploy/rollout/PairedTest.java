package io.edgeflow.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PairedTest {
  private static final int LEAST = 200;

  private static Stream<JsonNode> paired() {
    return Oracle.cases("paired");
  }

  @ParameterizedTest
  @MethodSource("paired")
  void a_loss_fails_just_when_scipys_exact_mcnemar_test_finds_it(JsonNode scipy) {
    int lost = scipy.get("lost").intValue();
    int gained = scipy.get("gained").intValue();
    double p = scipy.get("p").doubleValue();

    assertThat(ExactBinomial.atLeast(lost, lost + gained, 0.5)).isCloseTo(p, within(1e-12));
    assertThat(check(new Paired(1000, lost, gained), 0.95, 0).verdict())
        .isEqualTo(p <= 0.05 ? Verdict.FAIL : Verdict.PASS);
  }

  @ParameterizedTest
  @CsvSource({
    "200, 0, 0, PASS",
    "200, 4, 0, PASS",
    "200, 5, 0, FAIL",
    "1000, 9, 0, PASS",
    "1000, 11, 0, FAIL",
    "200, 0, 50, PASS",
    "199, 0, 0, INCONCLUSIVE",
    "199, 60, 2, FAIL"
  })
  void a_loss_fails_when_it_is_more_than_the_limit_and_more_than_chance(
      int rows, int lost, int gained, Verdict verdict) {
    assertThat(check(new Paired(rows, lost, gained), 0.95, 0.01).verdict()).isEqualTo(verdict);
  }

  @Test
  void the_check_says_the_loss_its_bounds_and_the_rows() {
    Check check = check(new Paired(200, 12, 2), 0.95, 0.01);

    assertThat(check.value()).isEqualTo(0.05);
    assertThat(check.samples()).isEqualTo(200);
    assertThat(check.bounds().lower()).isBetween(-0.01, 0.03);
    assertThat(check.bounds().upper()).isBetween(0.07, 0.12);
    assertThat(check.bounds().confidence()).isEqualTo(0.95);
  }

  @Test
  void without_a_model_before_there_is_nothing_to_compare() {
    Check check = check(new Paired(0, 0, 0), 0.95, 0.01);

    assertThat(check.outcome()).isEmpty();
    assertThat(check.op()).isEqualTo(Check.Comparison.AT_MOST);
    assertThat(check.notApplicable()).contains("no labelled row");
  }

  @Test
  void more_changes_than_rows_are_refused() {
    assertThatThrownBy(() -> new Paired(1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Check check(Paired paired, double confidence, double loss) {
    return paired.check(
        new ValidationConfig(0.99, 0.98, confidence, loss, 50, 3, Allowance.none()), LEAST);
  }
}
