package io.edgeflow.deploy.rollout;

import static io.edgeflow.core.gate.Verdict.FAIL;
import static io.edgeflow.core.gate.Verdict.INCONCLUSIVE;
import static io.edgeflow.core.gate.Verdict.PASS;

import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges what was seen of devices: agreement over the wave and of each device, everything else by
 * the worst device, not the average. Fewer replayed rows than asked for are INCONCLUSIVE.
 */
public final class DeploymentValidator {
  /** The gate's name. */
  public static final String GATE = "deployment_verification";

  /**
   * The checks that may be allowed to be inconclusive: what is measured of devices. A rollout that
   * paused, or a device of which nobody knows what it runs, is never a pass.
   */
  public static final List<String> MEASURED =
      List.of(
          Measure.SUCCESS_RATE.id(),
          AgreementTests.WAVE,
          AgreementTests.DEVICE,
          Paired.NAME,
          Measure.P95_LATENCY_MS.id(),
          Measure.P95_RATIO.id());

  private static final String HEALTHY = "healthy";
  private static final String AGENTS = "see error_code in the devices' status and the agents' log";
  private static final String ERRORS = "see the targets' errors and the rollout's timeline";

  private final ValidationConfig limits;
  private final RolloutPlan plan;
  private final AgreementTests agreement;

  /** A judge with limits. */
  public DeploymentValidator(ValidationConfig limits, RolloutPlan plan) {
    this.limits = limits;
    this.plan = plan;
    this.agreement = new AgreementTests(limits, plan.minInferences());
  }

  /** When a wave is judged. */
  Looks looks(int devices, int available) {
    double alpha = 1 - limits.confidence();
    return Looks.of(plan, limits.goldenAccuracy(), alpha, devices, available);
  }

  /** Whether a device answered as many of the rows that it was asked as it has to. */
  boolean isEnough(int answered, int asked) {
    return answered >= limits.successRate() * asked;
  }

  /**
   * Judges one wave.
   *
   * @param look which of the looks this is
   */
  Judgement judge(String wave, List<Observation> seen, Paired paired, Looks looks, int look) {
    List<Check> checks = measured(seen, paired, looks, look);
    long healthy = seen.stream().filter(o -> o.active() && o.healthy()).count();
    checks.add(share(HEALTHY, healthy, seen.size(), AGENTS));
    GateReport report = GateReport.of(wave, checks, limits.allowInconclusive());
    return new Judgement(wave, report.verdict(), report.checks(), seen);
  }

  /** The gate of a whole deployment: the status of the targets, and what the waves came to. */
  public GateReport gate(
      DeploymentStatus status, List<TargetOutcome> targets, List<Judgement> judgements) {
    List<Check> checks = new ArrayList<>(statusChecks(status, targets));
    checks.add(canary(status, judgements));
    checks.addAll(
        judgements.isEmpty()
            ? measured(List.of(), new Paired(0, 0, 0), looks(1, 0), 0)
            : worst(judgements));
    return GateReport.of(GATE, checks, limits.allowInconclusive());
  }

  private List<Check> measured(List<Observation> seen, Paired paired, Looks looks, int look) {
    String agent = "see the agents' log; a loaded machine delays answers";
    List<Check> checks = new ArrayList<>();
    checks.add(check(Measure.SUCCESS_RATE, seen, limits.successRate(), agent));
    checks.addAll(agreement.judge(seen, looks, look));
    checks.add(paired.check(limits, plan.minInferences()));
    checks.add(check(Measure.P95_LATENCY_MS, seen, limits.p95LatencyMs(), agent));
    checks.add(ratio(seen));
    return checks;
  }

  /** Of each check the wave that did worst, by the verdict first. */
  private static List<Check> worst(List<Judgement> judgements) {
    Map<String, Check> worst = new LinkedHashMap<>();
    judgements.stream()
        .flatMap(wave -> wave.checks().stream())
        .filter(check -> !check.name().equals(HEALTHY))
        .forEach(check -> worst.merge(check.name(), check, DeploymentValidator::worse));
    return List.copyOf(worst.values());
  }

  private static Check worse(Check one, Check other) {
    int apart = severity(other) - severity(one);
    Double a = one.value();
    Double b = other.value();
    if (apart != 0 || a == null || b == null) {
      return apart > 0 ? other : one;
    }
    return (one.op() == Check.Comparison.AT_LEAST ? b < a : b > a) ? other : one;
  }

  private static int severity(Check check) {
    return check.outcome().map(v -> List.of(PASS, INCONCLUSIVE, FAIL).indexOf(v)).orElse(-1);
  }

  /**
   * Those that were away before the start, and those that were given up by a rollout that went on,
   * are counted apart. A pause says nothing about the targets that it kept the release from.
   */
  private List<Check> statusChecks(DeploymentStatus status, List<TargetOutcome> targets) {
    boolean paused = status == DeploymentStatus.PAUSED;
    List<TargetOutcome> counted =
        targets.stream()
            .filter(target -> target.state() != TargetState.PENDING)
            .filter(target -> target.state() != TargetState.FAILED || status.isBack())
            .toList();
    List<TargetOutcome> reached =
        counted.stream().filter(target -> !paused || target.touched()).toList();
    long active = counted.stream().filter(TargetOutcome::active).count();
    long healthy = reached.stream().filter(TargetOutcome::healthy).count();
    return List.of(
        paused
            ? Check.atLeast(
                Metric.ratio("active_hash_match", Double.NaN, active),
                1,
                "the rollout paused before it reached every target; see the canary's checks")
            : share("active_hash_match", active, counted.size(), ERRORS),
        share(HEALTHY, healthy, reached.size(), AGENTS),
        missed(
            "pending_devices",
            targets,
            TargetState.PENDING,
            plan.tolerance().unavailable(targets.size()),
            "see whether their agents run; a later run delivers to them"),
        missed(
            "failed_devices",
            targets,
            TargetState.FAILED,
            plan.tolerance().failures(targets.size()),
            ERRORS));
  }

  private static Check missed(
      String name, List<TargetOutcome> targets, TargetState state, int most, String remedy) {
    long count = targets.stream().filter(target -> target.state() == state).count();
    return Check.atMost(
        new Metric(name, count, "devices", Direction.LOWER_IS_BETTER, targets.size()),
        most,
        remedy);
  }

  private Check ratio(List<Observation> seen) {
    List<Observation> compared = Measure.P95_RATIO.known(seen);
    return compared.isEmpty()
        ? Check.notApplicable(
            Measure.P95_RATIO.id(),
            Measure.P95_RATIO.comparison(),
            limits.p95Ratio(),
            "ratio",
            "no model before to compare with")
        : check(
            Measure.P95_RATIO,
            compared,
            limits.p95Ratio(),
            "the model before was faster on this device; see which kernels it runs on");
  }

  /**
   * A device that fails a limit on what little was seen of it has failed, whatever the others lack;
   * one that meets it has not passed yet.
   */
  private Check check(Measure what, List<Observation> seen, double limit, String remedy) {
    Metric known = what.worst(what.known(seen));
    Check firm = Check.judge(known, what.comparison(), limit, 1, remedy);
    if (firm.verdict() == Verdict.FAIL) {
      return firm;
    }
    Metric worst = what.worst(seen);
    boolean enough = worst.samples() >= plan.minInferences();
    return Check.judge(
        worst, what.comparison(), limit, plan.minInferences(), enough ? remedy : moreRows());
  }

  private String moreRows() {
    return "replay at least "
        + plan.minInferences()
        + " rows a device: enlarge the validation split, or lower"
        + " edge_deployment.deployment.min_inferences";
  }

  private static Check canary(DeploymentStatus status, List<Judgement> judgements) {
    if (status == DeploymentStatus.ALREADY_ACTIVE) {
      return Check.notApplicable("canary", 1, "ratio", "every target ran this bundle already");
    }
    Verdict verdict = judgements.isEmpty() ? Verdict.INCONCLUSIVE : judgements.get(0).verdict();
    double value =
        switch (verdict) {
          case PASS -> 1;
          case FAIL -> 0;
          case INCONCLUSIVE -> Double.NaN;
        };
    int devices = judgements.isEmpty() ? 0 : judgements.get(0).observations().size();
    return Check.atLeast(
        Metric.ratio("canary", value, devices), 1, "see the canary's checks in the timeline");
  }

  private static Check share(String name, long good, int total, String remedy) {
    double value = total == 0 ? Double.NaN : (double) good / total;
    return Check.atLeast(Metric.ratio(name, value, total), 1, remedy);
  }
}
