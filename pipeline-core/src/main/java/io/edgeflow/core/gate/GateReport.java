package io.edgeflow.core.gate;

import java.util.List;

/**
 * What a quality gate found, in the form that run.json, the events and every other document have.
 *
 * @param name for example {@code data_quality}
 * @param verdict of the checks that apply and are not allowed to be inconclusive
 */
public record GateReport(String name, Verdict verdict, List<Check> checks) {
  /** Copies the checks. */
  public GateReport {
    checks = List.copyOf(checks);
  }

  /** A gate that allows no INCONCLUSIVE check. */
  public static GateReport of(String name, List<Check> checks) {
    return of(name, checks, Allowance.none());
  }

  /**
   * Judges all checks together.
   *
   * @param allowance checks whose INCONCLUSIVE does not block; each is then marked as allowed and
   *     left out of the verdict. A gate of which nothing else was judged allows nothing and is
   *     INCONCLUSIVE.
   */
  public static GateReport of(String name, List<Check> checks, Allowance allowance) {
    List<Check> judged = allowance.apply(checks);
    List<Verdict> verdicts =
        judged.stream()
            .filter(check -> !check.allowed())
            .flatMap(check -> check.outcome().stream())
            .toList();
    return new GateReport(name, Verdict.worst(verdicts), judged);
  }

  /** Whether the run may go on. */
  public boolean passes() {
    return verdict == Verdict.PASS;
  }

  /** The checks that block; none where the gate passes. */
  public List<Check> blocking() {
    return checks.stream().filter(Check::blocks).toList();
  }
}
