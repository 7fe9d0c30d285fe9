package io.edgeflow.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.run.GateRecord.CheckRecord;
import io.edgeflow.orchestrator.run.StageRecord.FileRecord;
import io.edgeflow.orchestrator.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run's folder as the first version wrote it. */
class RunFilesGoldenTest {
  private static final String RECORD = "run-record.v1.json";
  private static final String INVOCATION = "invocation.v1.json";
  private static final String EVENTS = "events.v1.jsonl";
  private static final String RUN = "20261121-194500-abcd";
  private static final Instant AT = Instant.parse("2026-11-21T19:45:00Z");

  @TempDir private Path folder;
  private Workspace workspace;
  private RunStore store;

  @BeforeEach
  void at_a_fixed_time() {
    workspace = new Workspace(folder);
    store = new RunStore(workspace, Clock.fixed(AT, ZoneOffset.UTC));
  }

  @Test
  void the_record_of_version_1_is_written_to_the_byte() throws IOException {
    RunJournal journal = store.resume(record(RunStatus.FAILED));
    record(RunStatus.FAILED).stages().forEach(journal::stage);
    journal.end(RunStatus.GATE_FAILED, "The gate data_quality blocks");

    GoldenFile.assertWritten(RECORD, Files.readAllBytes(journal.folder().resolve("run.json")));
  }

  @Test
  void the_record_of_version_1_reads_to_its_value() throws IOException {
    put("run.json", RECORD);

    assertThat(store.read(RUN)).isEqualTo(record(RunStatus.GATE_FAILED));
    assertThat(store.list()).containsExactly(record(RunStatus.GATE_FAILED));
  }

  @Test
  void the_invocation_of_version_1_is_written_to_the_byte() throws IOException {
    RunJournal journal = store.create(invocation(), "c".repeat(64), 42);

    GoldenFile.assertWritten(
        INVOCATION, Files.readAllBytes(journal.folder().resolve("invocation.json")));
  }

  @Test
  void the_invocation_of_version_1_reads_to_its_value() throws IOException {
    put("invocation.json", INVOCATION);

    assertThat(store.invocation(RUN)).isEqualTo(invocation());
  }

  @Test
  void the_events_of_version_1_are_written_to_the_byte() throws IOException {
    RunJournal journal = store.resume(record(RunStatus.FAILED));

    events().forEach((type, fields) -> journal.events().record(type, fields));
    journal.end(RunStatus.SUCCEEDED, null);

    GoldenFile.assertWritten(EVENTS, Files.readAllBytes(journal.folder().resolve("events.jsonl")));
  }

  @ParameterizedTest
  @EnumSource(RunStatus.class)
  void a_status_is_written_in_the_word_that_it_always_had(RunStatus status) {
    assertThat(status.word())
        .isEqualTo(
            switch (status) {
              case RUNNING -> "running";
              case SUCCEEDED -> "succeeded";
              case FAILED -> "failed";
              case GATE_FAILED -> "gate_failed";
              case ROLLED_BACK -> "rolled_back";
              case INTERRUPTED -> "interrupted";
            });
  }

  private void put(String name, String golden) throws IOException {
    Files.createDirectories(workspace.run(RUN));
    Files.copy(GoldenFile.path(golden), workspace.run(RUN).resolve(name));
  }

  private static Invocation invocation() {
    return new Invocation("config/workflow_config.yaml", List.of("workflow.seed=42", "a=\"ü\""));
  }

  private static Map<String, Map<String, ?>> events() {
    Map<String, Map<String, ?>> events = new TreeMap<>();
    events.put("rollout.started", Map.of("version", "7", "bundle", "b".repeat(64)));
    events.put("stage.ended", Map.of("stage", "data_pipeline", "duration_s", 1.5));
    events.put("training.epoch", Map.of("epoch", 1, "train_loss", 0.1));
    return events;
  }

  private static RunRecord record(RunStatus status) {
    return new RunRecord(
        RUN,
        status,
        "c".repeat(64),
        42,
        AT,
        12.345,
        "The gate data_quality blocks",
        List.of(
            new StageRecord(
                "data_pipeline",
                StageStatus.SUCCEEDED,
                1.234,
                gate(),
                Map.of("completeness", 0.99, "rows", 1797.0),
                List.of(new FileRecord("rows.csv", "artifacts/sha256/bb/bb", "b".repeat(64), 123))),
            new StageRecord("model_training", StageStatus.CACHED, 0.001, null, Map.of(), List.of()),
            new StageRecord("model_optimization", StageStatus.FAILED, 2, null, Map.of(), List.of()),
            new StageRecord("monitoring", StageStatus.SKIPPED, 0, null, Map.of(), List.of())));
  }

  private static GateRecord gate() {
    return new GateRecord(
        "data_quality",
        Verdict.FAIL,
        List.of(
            check("completeness", 0.99, Verdict.PASS, null, null, null),
            check("accuracy", null, Verdict.INCONCLUSIVE, "warn", "give ranges", null),
            check("timeliness", null, null, null, null, "static data set"),
            check("validity", 0.5, Verdict.FAIL, null, "mend the cells", null)));
  }

  private static CheckRecord check(
      String name,
      Double value,
      Verdict verdict,
      String severity,
      String remedy,
      String notApplicable) {
    return new CheckRecord(
        name, value, 0.95, ">=", "ratio", 1797, verdict, severity, remedy, notApplicable);
  }
}
