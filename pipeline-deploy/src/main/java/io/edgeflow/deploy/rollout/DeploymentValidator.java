package io.edgeflow.deploy.rollout;

import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Judges what was seen of devices. The worst device counts, not the average; fewer replayed rows
 * than asked for are INCONCLUSIVE.
 */
public final class DeploymentValidator {
  /** The gate's name. */
  public static final String GATE = "deployment_verification";

  /**
   * The checks that may be allowed to be inconclusive: what is measured of devices. A rollout that
   * paused, or a device of which nobody knows what it runs, is never a pass.
   */
  public static final List<String> MEASURED = Stream.of(Measure.values()).map(Measure::id).toList();

  private final ValidationConfig limits;
  private final int minInferences;

  /** A judge with limits. */
  public DeploymentValidator(ValidationConfig limits, int minInferences) {
    this.limits = limits;
    this.minInferences = minInferences;
  }

  /** Judges one wave. */
  public Judgement judge(String wave, List<Observation> observations) {
    List<Check> checks = new ArrayList<>(traffic(observations));
    long healthy = observations.stream().filter(o -> o.active() && o.healthy()).count();
    checks.add(
        share(
            "healthy",
            healthy,
            observations.size(),
            "see error_code in the devices' status and the agents' log"));
    GateReport report = GateReport.of(wave, checks, limits.allowInconclusive());
    return new Judgement(wave, report.verdict(), report.checks(), observations);
  }

  /** The gate of a whole deployment: the status of the targets, and what the waves came to. */
  public GateReport gate(
      DeploymentStatus status, List<TargetOutcome> targets, List<Judgement> judgements) {
    List<Check> checks = new ArrayList<>(statusChecks(status, targets));
    checks.add(canary(status, judgements));
    checks.addAll(traffic(judgements.stream().flatMap(j -> j.observations().stream()).toList()));
    return GateReport.of(GATE, checks, limits.allowInconclusive());
  }

  /** A pause says nothing about the targets that it kept the release from. */
  private static List<Check> statusChecks(DeploymentStatus status, List<TargetOutcome> targets) {
    boolean paused = status == DeploymentStatus.PAUSED;
    List<TargetOutcome> reached =
        targets.stream().filter(target -> !paused || target.touched()).toList();
    long active = targets.stream().filter(TargetOutcome::active).count();
    long healthy = reached.stream().filter(TargetOutcome::healthy).count();
    String agents = "see error_code in the devices' status and the agents' log";
    return List.of(
        paused
            ? Check.atLeast(
                Metric.ratio("active_hash_match", Double.NaN, active),
                1,
                "the rollout paused before it reached every target; see the canary's checks")
            : share(
                "active_hash_match",
                active,
                targets.size(),
                "see the targets' errors and the rollout's timeline"),
        share("healthy", healthy, reached.size(), agents));
  }

  private List<Check> traffic(List<Observation> seen) {
    String agent = "see the agents' log; a loaded machine delays answers";
    String model = "the device runs other kernels or another file than was packaged";
    return List.of(
        check(Measure.SUCCESS_RATE, seen, limits.successRate(), agent),
        check(Measure.GOLDEN_ACCURACY, seen, limits.goldenAccuracy(), model),
        check(Measure.P95_LATENCY_MS, seen, limits.p95LatencyMs(), agent));
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
    boolean enough = worst.samples() >= minInferences;
    return Check.judge(
        worst, what.comparison(), limit, minInferences, enough ? remedy : moreRows());
  }

  private String moreRows() {
    return "replay at least "
        + minInferences
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
