package io.edgeflow.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeploymentValidatorTest {
  private static final Observation GOOD = new Observation("a", 200, 200, 200, 1.0, true, true);
  private static final TargetOutcome WELL =
      new TargetOutcome("a", 1, 2, "hash", true, true, true, Optional.empty());

  private final DeploymentValidator validator = allowing(Allowance.none());

  @Test
  void devices_that_meet_every_limit_pass() {
    assertThat(judge(GOOD, GOOD)).isEqualTo(Verdict.PASS);
  }

  @Test
  void one_bad_device_among_many_good_ones_fails_all() {
    Observation silent = new Observation("b", 200, 190, 190, 1.0, true, true);
    Observation wrong = new Observation("b", 200, 200, 190, 1.0, true, true);
    Observation slow = new Observation("b", 200, 200, 200, 51.0, true, true);
    Observation ill = new Observation("b", 200, 200, 200, 1.0, true, false);
    Observation other = new Observation("b", 200, 200, 200, 1.0, false, true);

    for (Observation bad : List.of(silent, wrong, slow, ill, other)) {
      assertThat(judge(GOOD, GOOD, GOOD, bad)).as(bad.toString()).isEqualTo(Verdict.FAIL);
    }
  }

  @Test
  void too_few_rows_are_inconclusive_however_good_they_were() {
    assertThat(judge(GOOD, new Observation("b", 199, 199, 199, 1.0, true, true)))
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void a_limit_that_is_missed_on_few_rows_is_missed() {
    assertThat(judge(new Observation("a", 10, 10, 5, 1.0, true, true))).isEqualTo(Verdict.FAIL);
  }

  @Test
  void a_device_that_answers_nothing_fails_by_its_success_rate() {
    Judgement judgement =
        validator.judge("canary", List.of(new Observation("a", 200, 0, 0, null, true, true)));

    assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(judgement.checks())
        .filteredOn(check -> check.verdict() == Verdict.INCONCLUSIVE)
        .extracting(Check::name)
        .containsExactly("golden_accuracy", "p95_latency_ms");
  }

  @Test
  void nobody_watched_is_inconclusive() {
    assertThat(judge()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void the_gate_passes_only_when_every_target_runs_the_release_and_is_healthy() {
    TargetOutcome other = new TargetOutcome("b", 1, 1, "old", false, true, false, Optional.empty());
    TargetOutcome ill = new TargetOutcome("b", 1, 2, "hash", true, false, true, Optional.empty());

    assertThat(gate(DeploymentStatus.DEPLOYED, List.of(WELL, WELL)).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(gate(DeploymentStatus.DEPLOYED, List.of(WELL, other)).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(gate(DeploymentStatus.DEPLOYED, List.of(WELL, ill)).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(gate(DeploymentStatus.DEPLOYED, List.of()).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void a_rolled_back_fleet_that_runs_the_release_before_is_shown_as_healthy() {
    TargetOutcome back = new TargetOutcome("b", 1, 1, "old", false, true, true, Optional.empty());

    GateReport gate = gate(DeploymentStatus.ROLLED_BACK, List.of(back, back));

    assertThat(gate.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(gate.blocking()).extracting(Check::name).containsExactly("active_hash_match");
  }

  @Test
  void a_pause_is_inconclusive_and_says_what_is_missing() {
    TargetOutcome kept = new TargetOutcome("b", 1, 1, "old", false, true, false, Optional.empty());
    Observation few = new Observation("a", 20, 20, 20, 1.0, true, true);

    GateReport gate =
        validator.gate(
            DeploymentStatus.PAUSED,
            List.of(WELL, kept),
            List.of(validator.judge("canary", List.of(few))));

    assertThat(gate.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(gate.blocking())
        .extracting(Check::name)
        .containsExactly(
            "active_hash_match", "canary", "success_rate", "golden_accuracy", "p95_latency_ms");
    assertThat(gate.blocking())
        .filteredOn(check -> check.name().equals("success_rate"))
        .allMatch(check -> check.remedy().contains("replay at least 200 rows"));
  }

  @Test
  void a_rollout_without_a_judged_canary_never_passes() {
    GateReport gate = validator.gate(DeploymentStatus.DEPLOYED, List.of(WELL), List.of());

    assertThat(gate.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void what_may_be_inconclusive_says_so_and_stops_neither_the_wave_nor_the_gate() {
    DeploymentValidator lenient = allowing(Allowance.of("golden_accuracy", "p95_latency_ms"));
    Observation few = new Observation("a", 200, 198, 198, 1.0, true, true);

    Judgement wave = lenient.judge("canary", List.of(few));
    GateReport gate = lenient.gate(DeploymentStatus.DEPLOYED, List.of(WELL), List.of(wave));

    assertThat(validator.judge("canary", List.of(few)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(wave.verdict()).isEqualTo(Verdict.PASS);
    assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    assertThat(gate.blocking()).isEmpty();
    assertThat(List.of(wave.checks(), gate.checks()))
        .allSatisfy(
            checks ->
                assertThat(checks)
                    .filteredOn(Check::allowed)
                    .extracting(Check::name)
                    .containsExactly("golden_accuracy", "p95_latency_ms"));
  }

  @Test
  void a_device_that_was_not_asked_hides_no_other_that_fails() {
    DeploymentValidator lenient =
        allowing(Allowance.of("success_rate", "golden_accuracy", "p95_latency_ms"));
    Observation unasked = new Observation("a", 0, 0, 0, null, true, true);
    Observation wrong = new Observation("b", 200, 200, 100, 1.0, true, true);
    Observation slow = new Observation("b", 200, 200, 200, 51.0, true, true);

    assertThat(lenient.judge("canary", List.of(unasked, wrong)).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(lenient.judge("canary", List.of(unasked, slow)).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(lenient.judge("canary", List.of(unasked, GOOD)).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void a_pause_is_never_a_pass_whatever_is_allowed() {
    DeploymentValidator lenient =
        allowing(Allowance.of(DeploymentValidator.MEASURED.toArray(String[]::new)));

    GateReport gate = lenient.gate(DeploymentStatus.PAUSED, List.of(WELL), List.of());

    assertThat(gate.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(gate.blocking())
        .extracting(Check::name)
        .containsExactly("active_hash_match", "canary");
  }

  private static DeploymentValidator allowing(Allowance allowance) {
    return new DeploymentValidator(new ValidationConfig(0.99, 0.99, 50, allowance), 200);
  }

  private GateReport gate(DeploymentStatus status, List<TargetOutcome> targets) {
    return validator.gate(status, targets, List.of(validator.judge("canary", List.of(GOOD))));
  }

  private Verdict judge(Observation... observations) {
    return validator.judge("canary", List.of(observations)).verdict();
  }
}
