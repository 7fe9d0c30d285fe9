package io.edgeflow.orchestrator.run;

import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Check.Comparison;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.orchestrator.run.StageRecord.FileRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** run.json of versions 1 and 2: checks in a form of their own, metrics without their units. */
record OldRunRecord(
    String runId,
    RunStatus status,
    String configSha256,
    long seed,
    Instant startedAt,
    double durationS,
    @Nullable String error,
    List<Stage> stages) {

  record Stage(
      String name,
      StageStatus status,
      double durationS,
      @Nullable Gate gate,
      Map<String, Double> metrics,
      List<FileRecord> artifacts) {
    private StageRecord upgraded() {
      GateReport report = gate == null ? null : gate.upgraded();
      return new StageRecord(name, status, durationS, report, metrics, Map.of(), artifacts);
    }
  }

  record Gate(String name, Verdict verdict, List<OldCheck> checks) {
    private GateReport upgraded() {
      boolean passed = verdict == Verdict.PASS;
      return new GateReport(
          name, verdict, checks.stream().map(check -> check.upgraded(passed)).toList());
    }
  }

  record OldCheck(
      String name,
      @Nullable Double value,
      double limit,
      Comparison op,
      String unit,
      long samples,
      @Nullable Verdict verdict,
      @Nullable String severity,
      @Nullable String remedy,
      @Nullable String notApplicable) {
    /** What was inconclusive in a gate that passed, or only a warning, did not block. */
    private Check upgraded(boolean passed) {
      boolean harmless = passed || "warn".equals(severity);
      return new Check(
          name,
          value,
          limit,
          op,
          unit,
          samples,
          verdict,
          harmless && verdict == Verdict.INCONCLUSIVE,
          Objects.requireNonNullElse(remedy, ""),
          notApplicable,
          null,
          null);
    }
  }

  RunRecord upgraded() {
    return new RunRecord(
        runId,
        status,
        configSha256,
        seed,
        startedAt,
        durationS,
        error,
        stages.stream().map(Stage::upgraded).toList());
  }
}
