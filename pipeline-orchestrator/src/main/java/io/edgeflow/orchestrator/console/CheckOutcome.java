package io.edgeflow.orchestrator.console;

import io.edgeflow.core.gate.Check;

/** What came of a check, as people read it. */
public final class CheckOutcome {
  private CheckOutcome() {}

  /** {@code completeness FAIL: 0.81, must be >= 0.95}. */
  public static String againstLimit(Check check) {
    Double value = check.value();
    return check.name()
        + " "
        + of(check)
        + ": "
        + (value == null ? "not measured" : Numbers.withUnit(value, check.unit()))
        + ", must be "
        + check.op().symbol()
        + " "
        + Numbers.withUnit(check.limit(), check.unit());
  }

  /** The verdict, {@code INCONCLUSIVE (allowed)}, or {@code not applicable}. */
  public static String of(Check check) {
    String verdict = check.outcome().map(Enum::name).orElse("not applicable");
    return check.allowed() ? verdict + " (allowed)" : verdict;
  }
}
