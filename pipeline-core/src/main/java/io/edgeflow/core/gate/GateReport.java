package io.edgeflow.core.gate;

import java.util.List;
import java.util.Set;

/**
 * What a quality gate found.
 *
 * @param name for example {@code data_quality}
 * @param verdict of the checks that apply, are of severity ERROR and are not allowed to be
 *     inconclusive
 */
public record GateReport(String name, Verdict verdict, List<Check> checks) {
  /** Copies the checks. */
  public GateReport {
    checks = List.copyOf(checks);
  }

  /** A gate that allows no INCONCLUSIVE check. */
  public static GateReport of(String name, List<Check> checks) {
    return of(name, checks, Set.of());
  }

  /**
   * Judges all checks together.
   *
   * @param allowedInconclusive names of checks whose INCONCLUSIVE does not block; such a check is
   *     then left out of the verdict, and a gate with nothing left is INCONCLUSIVE
   */
  public static GateReport of(String name, List<Check> checks, Set<String> allowedInconclusive) {
    List<Verdict> verdicts =
        checks.stream()
            .filter(c -> c.severity() == Severity.ERROR)
            .filter(
                c -> c.verdict() != Verdict.INCONCLUSIVE || !allowedInconclusive.contains(c.name()))
            .flatMap(c -> c.outcome().stream())
            .toList();
    return new GateReport(name, Verdict.worst(verdicts), checks);
  }

  /** Whether the run may go on. */
  public boolean passes() {
    return verdict == Verdict.PASS;
  }

  /** The checks that block; none where the gate passes. */
  public List<Check> blocking() {
    if (passes()) {
      return List.of();
    }
    return checks.stream()
        .filter(c -> c.severity() == Severity.ERROR)
        .filter(c -> c.outcome().filter(v -> v != Verdict.PASS).isPresent())
        .toList();
  }
}
