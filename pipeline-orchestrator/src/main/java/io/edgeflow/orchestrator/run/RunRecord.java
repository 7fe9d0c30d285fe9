package io.edgeflow.orchestrator.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.edgeflow.core.json.PersistedForm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content of run.json, the contract that other tools read.
 *
 * @param durationS seconds of work, over all resumptions
 * @param error one message, when the run did not succeed
 * @param stages in the order of the workflow
 * @param provenance what it was made with; null until that is known, and in an older record
 */
public record RunRecord(
    String runId,
    RunStatus status,
    String configSha256,
    long seed,
    Instant startedAt,
    double durationS,
    @Nullable String error,
    List<StageRecord> stages,
    @Nullable Provenance provenance) {
  /** Read by people and other tools, who may add to it: unknown fields are ignored. */
  public static final PersistedForm<RunRecord> FORM =
      PersistedForm.tolerant("run record", RunRecord.class, 3)
          .upgrading(1, OldRunRecord.class, OldRunRecord::upgraded)
          .upgrading(2, OldRunRecord.class, OldRunRecord::upgraded);

  /** Copies the stages. */
  public RunRecord {
    stages = List.copyOf(stages);
  }

  /** A run of which nothing more is known. */
  public RunRecord(
      String runId,
      RunStatus status,
      String configSha256,
      long seed,
      Instant startedAt,
      double durationS,
      @Nullable String error,
      List<StageRecord> stages) {
    this(runId, status, configSha256, seed, startedAt, durationS, error, stages, null);
  }

  /** A run that begins. */
  public static RunRecord begin(String runId, String configSha256, long seed, Instant now) {
    return new RunRecord(runId, RunStatus.RUNNING, configSha256, seed, now, 0, null, List.of());
  }

  /** One stage, when the run has come to it. */
  public Optional<StageRecord> stage(String name) {
    return stages.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  RunRecord with(StageRecord stage, double workedS) {
    List<StageRecord> all = new ArrayList<>(stages);
    all.removeIf(s -> s.name().equals(stage.name()));
    all.add(stage);
    return new RunRecord(
        runId, status, configSha256, seed, startedAt, workedS, error, all, provenance);
  }

  RunRecord with(RunStatus next, @Nullable String why, double workedS) {
    return new RunRecord(
        runId, next, configSha256, seed, startedAt, workedS, why, stages, provenance);
  }

  RunRecord with(Provenance known) {
    return new RunRecord(
        runId, status, configSha256, seed, startedAt, durationS, error, stages, known);
  }

  /** The name of its workflow; empty where that is not known. */
  @JsonIgnore
  public Optional<String> workflow() {
    return Optional.ofNullable(provenance).map(Provenance::workflow);
  }

  /** The same run, going on without the stages that it will do again. */
  RunRecord resumed() {
    return new RunRecord(
        runId,
        RunStatus.RUNNING,
        configSha256,
        seed,
        startedAt,
        durationS,
        null,
        List.of(),
        provenance);
  }

  /** For people: how it ended, and its stages. */
  @Override
  public String toString() {
    return "RunRecord[%s %s in %.1f s: %s]".formatted(runId, status.id(), durationS, stages);
  }
}
