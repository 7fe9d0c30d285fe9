package io.edgeflow.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeploymentValidatorTest {
  private static final Observation GOOD = seen("a", 200, 200, 200, 1.0, true, true);
  private static final RolloutPlan PLAN =
      new RolloutPlan(
          10, Duration.ofSeconds(5), 200, 1600, Duration.ofSeconds(1), 3, Tolerance.none());
  private static final Looks LOOKS = Looks.of(PLAN, 0.98, 0.05, 1, 10_000);
  private static final TargetOutcome WELL =
      new TargetOutcome(
          "a", 1, 2, "hash", true, true, true, TargetState.TAKES_PART, Optional.empty());

  private final DeploymentValidator validator = allowing(Allowance.none());

  @Test
  void devices_that_meet_every_limit_pass() {
    assertThat(judge(GOOD, GOOD)).isEqualTo(Verdict.PASS);
  }

  @Test
  void one_bad_device_among_many_good_ones_fails_all() {
    Observation silent = seen("b", 200, 190, 190, 1.0, true, true);
    Observation wrong = seen("b", 200, 200, 180, 1.0, true, true);
    Observation slow = seen("b", 200, 200, 200, 51.0, true, true);
    Observation ill = seen("b", 200, 200, 200, 1.0, true, false);
    Observation other = seen("b", 200, 200, 200, 1.0, false, true);

    for (Observation bad : List.of(silent, wrong, slow, ill, other)) {
      assertThat(judge(GOOD, GOOD, GOOD, bad)).as(bad.toString()).isEqualTo(Verdict.FAIL);
    }
  }

  @Test
  void too_few_rows_are_inconclusive_however_good_they_were() {
    assertThat(judge(GOOD, seen("b", 199, 199, 199, 1.0, true, true)))
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void a_limit_that_is_missed_on_few_rows_is_missed() {
    assertThat(judge(seen("a", 10, 10, 5, 1.0, true, true))).isEqualTo(Verdict.FAIL);
  }

  @Test
  void a_device_that_answers_nothing_fails_by_its_success_rate() {
    Judgement judgement = judge(validator, seen("a", 200, 0, 0, null, true, true));

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
    TargetOutcome other =
        new TargetOutcome(
            "b", 1, 1, "old", false, true, false, TargetState.TAKES_PART, Optional.empty());
    TargetOutcome ill =
        new TargetOutcome(
            "b", 1, 2, "hash", true, false, true, TargetState.TAKES_PART, Optional.empty());

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
    TargetOutcome back =
        new TargetOutcome(
            "b", 1, 1, "old", false, true, true, TargetState.TAKES_PART, Optional.empty());

    GateReport gate = gate(DeploymentStatus.ROLLED_BACK, List.of(back, back));

    assertThat(gate.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(gate.blocking()).extracting(Check::name).containsExactly("active_hash_match");
  }

  @Test
  void a_pause_is_inconclusive_and_says_what_is_missing() {
    TargetOutcome kept =
        new TargetOutcome(
            "b", 1, 1, "old", false, true, false, TargetState.TAKES_PART, Optional.empty());
    Observation few = seen("a", 20, 20, 20, 1.0, true, true);

    GateReport gate =
        validator.gate(
            DeploymentStatus.PAUSED, List.of(WELL, kept), List.of(judge(validator, few)));

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
    Observation few = seen("a", 200, 198, 198, 1.0, true, true);

    Judgement wave = judge(lenient, few);
    GateReport gate = lenient.gate(DeploymentStatus.DEPLOYED, List.of(WELL), List.of(wave));

    assertThat(judge(validator, few).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
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
        allowing(Allowance.of(DeploymentValidator.MEASURED.toArray(String[]::new)));
    Observation unasked = seen("a", 0, 0, 0, null, true, true);
    Observation wrong = seen("b", 200, 200, 100, 1.0, true, true);
    Observation slow = seen("b", 200, 200, 200, 51.0, true, true);

    assertThat(judge(lenient, unasked, wrong).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(judge(lenient, unasked, slow).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(judge(lenient, unasked, GOOD).verdict()).isEqualTo(Verdict.PASS);
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

  @Test
  void a_device_that_truly_disagrees_on_2_percent_seldom_passes_where_a_point_limit_let_it() {
    assertThat(judge(seen("a", 200, 200, 200, 1.0, true, true))).isEqualTo(Verdict.PASS);
    assertThat(judge(seen("a", 200, 200, 199, 1.0, true, true))).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judge(seen("a", 200, 200, 192, 1.0, true, true))).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judge(seen("a", 200, 200, 191, 1.0, true, true))).isEqualTo(Verdict.FAIL);
  }

  @Test
  void a_hundred_devices_that_disagree_a_little_pass_together() {
    Observation[] wave = new Observation[100];
    Arrays.fill(wave, seen("a", 200, 200, 199, 1.0, true, true));

    assertThat(judge(wave)).isEqualTo(Verdict.PASS);
  }

  @Test
  void one_bad_device_is_not_diluted_among_a_hundred() {
    Observation[] wave = new Observation[100];
    Arrays.fill(wave, GOOD);
    wave[50] = seen("b", 200, 200, 186, 1.0, true, true);

    Judgement judgement = judge(validator, wave);

    assertThat(check(judgement, "golden_accuracy").verdict()).isEqualTo(Verdict.PASS);
    assertThat(check(judgement, "device_golden_accuracy").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check(judgement, "device_golden_accuracy").value()).isEqualTo(0.93);
    assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void a_device_below_the_limit_by_chance_perhaps_wants_more_rows() {
    Judgement judgement =
        judge(validator, GOOD, GOOD, GOOD, seen("b", 200, 200, 195, 1.0, true, true));

    assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judgement.wantsMoreRows()).isTrue();
  }

  @Test
  void only_rows_of_its_own_count_for_the_wave() {
    Observation shared = new Observation("a", 200, 200, 200, 20, 20, 1.0, null, true, true);

    Judgement judgement = judge(validator, shared, shared);

    assertThat(check(judgement, "golden_accuracy").samples()).isEqualTo(40);
    assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void agreement_tells_its_bounds_at_the_confidence() {
    Check check = check(judge(validator, GOOD), "golden_accuracy");

    assertThat(check.value()).isOne();
    assertThat(check.samples()).isEqualTo(200);
    assertThat(check.bounds().lower()).isCloseTo(0.98173, within(1e-5));
    assertThat(check.bounds().upper()).isOne();
    assertThat(check.bounds().confidence()).isEqualTo(0.95);
  }

  @Test
  void a_device_much_slower_than_with_the_model_before_fails() {
    assertThat(judge(against(10.0, 29.0))).isEqualTo(Verdict.PASS);
    assertThat(judge(against(10.0, 31.0))).isEqualTo(Verdict.FAIL);
    assertThat(judge(against(0.01, 2.9))).isEqualTo(Verdict.PASS);
    assertThat(judge(against(0.01, 3.1))).isEqualTo(Verdict.FAIL);
    assertThat(judge(GOOD, against(10.0, 31.0))).isEqualTo(Verdict.FAIL);
  }

  @Test
  void without_a_model_before_latency_is_compared_with_none() {
    assertThat(check(judge(validator, GOOD), "p95_ratio").outcome()).isEmpty();
  }

  @Test
  void a_significant_loss_of_accuracy_fails_the_wave() {
    Paired loss = new Paired(200, 12, 2);

    Judgement judgement = validator.judge("canary", List.of(GOOD), loss, LOOKS, 0);

    assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check(judgement, "accuracy_loss").value()).isEqualTo(0.05);
  }

  @Test
  void the_gate_shows_the_wave_that_did_worst() {
    Judgement canary = judge(validator, GOOD);
    Judgement fleet = judge(validator, seen("b", 200, 199, 199, 40.0, true, true));

    GateReport gate =
        validator.gate(DeploymentStatus.DEPLOYED, List.of(WELL), List.of(canary, fleet));

    assertThat(gate.checks())
        .filteredOn(check -> check.name().equals("p95_latency_ms"))
        .extracting(Check::value)
        .containsExactly(40.0);
    assertThat(gate.checks())
        .filteredOn(check -> check.name().equals("golden_accuracy"))
        .extracting(Check::verdict)
        .containsExactly(Verdict.INCONCLUSIVE);
    assertThat(gate.checks()).extracting(Check::name).doesNotHaveDuplicates();
  }

  @Test
  void devices_that_are_away_or_were_given_up_pass_within_their_limits_and_are_counted() {
    DeploymentValidator tolerant = tolerating(new Tolerance(10, 20));
    List<TargetOutcome> targets = new ArrayList<>(Collections.nCopies(8, WELL));
    targets.add(missed(TargetState.PENDING));
    targets.add(missed(TargetState.FAILED));

    GateReport gate =
        tolerant.gate(DeploymentStatus.DEPLOYED, targets, List.of(judge(validator, GOOD)));

    assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    assertThat(gate.checks())
        .filteredOn(check -> check.name().endsWith("_devices"))
        .extracting(Check::name, Check::value, Check::limit)
        .containsExactly(tuple("pending_devices", 1.0, 1.0), tuple("failed_devices", 1.0, 2.0));
  }

  @Test
  void more_devices_than_the_limit_allows_fail_the_gate() {
    for (TargetState state : List.of(TargetState.PENDING, TargetState.FAILED)) {
      List<TargetOutcome> targets = List.of(WELL, WELL, missed(state));

      GateReport gate = gate(DeploymentStatus.DEPLOYED, targets);

      assertThat(gate.verdict()).isEqualTo(Verdict.FAIL);
      assertThat(gate.blocking())
          .extracting(Check::name)
          .containsExactly(state == TargetState.PENDING ? "pending_devices" : "failed_devices");
    }
  }

  private static TargetOutcome missed(TargetState state) {
    return new TargetOutcome(
        "m", 1, 0, null, false, false, false, state, Optional.of("unreachable"));
  }

  private static DeploymentValidator tolerating(Tolerance tolerance) {
    RolloutPlan plan =
        new RolloutPlan(10, Duration.ofSeconds(5), 200, 1600, Duration.ofSeconds(1), 3, tolerance);
    return new DeploymentValidator(
        new ValidationConfig(0.99, 0.98, 0.95, 0.01, 50, 3, Allowance.none()), plan);
  }

  private static Observation against(double before, double now) {
    return new Observation("a", 200, 200, 200, 200, 200, now, before, true, true);
  }

  private static Check check(Judgement judgement, String name) {
    return judgement.checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Observation seen(
      String id,
      int asked,
      int answered,
      int agreeing,
      Double p95,
      boolean active,
      boolean healthy) {
    return new Observation(
        id, asked, answered, agreeing, answered, agreeing, p95, null, active, healthy);
  }

  private static Judgement judge(DeploymentValidator judge, Observation... observations) {
    return judge.judge("canary", List.of(observations), new Paired(0, 0, 0), LOOKS, 0);
  }

  private static DeploymentValidator allowing(Allowance allowance) {
    return new DeploymentValidator(
        new ValidationConfig(0.99, 0.98, 0.95, 0.01, 50, 3, allowance), PLAN);
  }

  private GateReport gate(DeploymentStatus status, List<TargetOutcome> targets) {
    return validator.gate(status, targets, List.of(judge(validator, GOOD)));
  }

  private Verdict judge(Observation... observations) {
    return judge(validator, observations).verdict();
  }
}
