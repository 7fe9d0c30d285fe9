package io.edgeflow.orchestrator.console;

import io.edgeflow.core.gate.Bounds;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.OffendingRow;
import java.util.stream.Collectors;

/** What came of a check, as people read it. */
public final class CheckOutcome {
  private static final double PERCENT = 100;

  private CheckOutcome() {}

  /** {@code completeness FAIL: 0.81, must be >= 0.95}. */
  public static String againstLimit(Check check) {
    Double value = check.value();
    return check.name()
        + " "
        + of(check)
        + ": "
        + (value == null ? "not measured" : Numbers.withUnit(value, check.unit()))
        + bounds(check)
        + ", must be "
        + check.op().symbol()
        + " "
        + Numbers.withUnit(check.limit(), check.unit());
  }

  /**
   * Where the true value lies, {@code (0.982 to 1 at 95 %)} after a space; empty where the value
   * alone decides.
   */
  public static String bounds(Check check) {
    Bounds bounds = check.bounds();
    return bounds == null
        ? ""
        : " (%s to %s at %s %%)"
            .formatted(
                Numbers.of(bounds.lower()),
                Numbers.of(bounds.upper()),
                Numbers.of(PERCENT * bounds.confidence()));
  }

  /** {@code first offending rows: digits 12 (99), digits 40 (-1)}; empty where there are none. */
  public static String offending(Check check) {
    return check.offendingRows().isEmpty()
        ? ""
        : check.offendingRows().stream()
            .map(OffendingRow::toString)
            .collect(Collectors.joining(", ", "first offending rows: ", ""));
  }

  /** The verdict, {@code INCONCLUSIVE (allowed)}, or {@code not applicable}. */
  public static String of(Check check) {
    String verdict = check.outcome().map(Enum::name).orElse("not applicable");
    return check.allowed() ? verdict + " (allowed)" : verdict;
  }
}
