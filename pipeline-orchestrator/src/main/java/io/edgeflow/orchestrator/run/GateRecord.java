package io.edgeflow.orchestrator.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.Severity;
import io.edgeflow.core.gate.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gate in run.json. */
public record GateRecord(String name, Verdict verdict, List<CheckRecord> checks) {
  /** Copies the checks. */
  public GateRecord {
    checks = List.copyOf(checks);
  }

  /**
   * One check of a gate.
   *
   * @param value null when it could not be measured
   * @param verdict null when the check has no meaning for this data
   * @param severity {@code warn} is there only when the check does not block
   * @param remedy there only when the check does not pass
   * @param notApplicable the declared reason why the check has no meaning
   */
  public record CheckRecord(
      String name,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double value,
      double limit,
      String op,
      String unit,
      long samples,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Verdict verdict,
      @Nullable String severity,
      @Nullable String remedy,
      @Nullable String notApplicable) {

    static CheckRecord of(Check check) {
      boolean silent = check.verdict() == null || check.verdict() == Verdict.PASS;
      return new CheckRecord(
          check.name(),
          check.value(),
          check.limit(),
          check.op().symbol(),
          check.unit(),
          check.samples(),
          check.verdict(),
          check.severity() == Severity.WARN ? "warn" : null,
          silent || check.remedy().isBlank() ? null : check.remedy(),
          check.notApplicable());
    }
  }

  static GateRecord of(GateReport report) {
    return new GateRecord(
        report.name(), report.verdict(), report.checks().stream().map(CheckRecord::of).toList());
  }

  /** Whether the run may go on. */
  public boolean passes() {
    return verdict == Verdict.PASS;
  }
}
