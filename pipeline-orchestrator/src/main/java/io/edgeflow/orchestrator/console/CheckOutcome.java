package io.edgeflow.orchestrator.console;

import io.edgeflow.core.gate.Check;

/** What came of a check, as people read it. */
public final class CheckOutcome {
  private CheckOutcome() {}

  /** The verdict, {@code INCONCLUSIVE (allowed)}, or {@code not applicable}. */
  public static String of(Check check) {
    String verdict = check.outcome().map(Enum::name).orElse("not applicable");
    return check.allowed() ? verdict + " (allowed)" : verdict;
  }
}
