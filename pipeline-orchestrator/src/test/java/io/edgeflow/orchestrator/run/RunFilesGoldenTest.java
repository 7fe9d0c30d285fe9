package io.edgeflow.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Check.Comparison;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.json.JsonLines;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.testing.GoldenFile;
import io.edgeflow.orchestrator.run.StageRecord.FileRecord;
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
import org.junit.jupiter.params.provider.ValueSource;

/** A run's folder by version. */
class RunFilesGoldenTest {
  private static final String RECORD = "run-record.v3.json";
  private static final String INVOCATION = "invocation.v2.json";
  private static final String EVENTS = "events.v3.jsonl";
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
  void the_record_is_written_to_the_byte() throws IOException {
    RunRecorder recorder = store.resume(record(RunStatus.FAILED));
    record(RunStatus.FAILED).stages().forEach(recorder::stage);
    recorder.end(RunStatus.GATE_FAILED, "The gate data_quality blocks");

    GoldenFile.assertWritten(RECORD, Files.readAllBytes(recorder.folder().resolve("run.json")));
  }

  @Test
  void the_record_reads_to_its_value() throws IOException {
    put("run.json", GoldenFile.text(RECORD));

    assertThat(store.read(RUN)).isEqualTo(record(RunStatus.GATE_FAILED));
    assertThat(store.list()).containsExactly(record(RunStatus.GATE_FAILED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void the_record_of_every_older_version_reads_to_what_it_knew(String version) throws IOException {
    put("run.json", GoldenFile.text("run-record." + version + ".json"));

    assertThat(store.read(RUN)).isEqualTo(older());
    assertThat(store.list()).containsExactly(older());
  }

  @Test
  void what_an_older_record_has_as_inconclusive_was_allowed_where_its_gate_passed()
      throws IOException {
    String text =
        GoldenFile.text("run-record.v2.json").replaceAll("\\s*\"severity\" : \"warn\",", "");

    put("run.json", text);
    GateReport blocks = gate(store.read(RUN));
    put("run.json", text.replace("\"FAIL\"", "\"PASS\""));
    GateReport passes = gate(store.read(RUN));

    assertThat(blocks.blocking()).extracting(Check::name).containsExactly("accuracy", "validity");
    assertThat(passes.blocking()).isEmpty();
    assertThat(passes.checks())
        .filteredOn(Check::allowed)
        .extracting(Check::name)
        .containsExactly("accuracy");
  }

  private static GateReport gate(RunRecord run) {
    return run.stage("data_pipeline").orElseThrow().gate();
  }

  @Test
  void the_invocation_is_written_to_the_byte() throws IOException {
    RunRecorder recorder = store.create(invocation(), "c".repeat(64), 42);

    GoldenFile.assertWritten(
        INVOCATION, Files.readAllBytes(recorder.folder().resolve("invocation.json")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void the_invocation_of_every_version_reads_to_its_value(String version) throws IOException {
    put("invocation.json", GoldenFile.text("invocation." + version + ".json"));

    assertThat(store.invocation(RUN)).isEqualTo(invocation());
  }

  @Test
  void the_events_are_written_to_the_byte() throws IOException {
    RunRecorder recorder = store.resume(record(RunStatus.FAILED));

    events().forEach((type, fields) -> recorder.events().record(type, fields));
    recorder.end(RunStatus.SUCCEEDED, null);

    GoldenFile.assertWritten(EVENTS, Files.readAllBytes(recorder.folder().resolve("events.jsonl")));
  }

  @ParameterizedTest
  @EnumSource(RunStatus.class)
  void a_status_is_written_in_the_word_that_it_always_had(RunStatus status) {
    assertThat(status.id())
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

  @ParameterizedTest
  @EnumSource(StageStatus.class)
  void a_stage_status_is_written_in_the_word_that_it_always_had(StageStatus status) {
    assertThat(status.id())
        .isEqualTo(
            switch (status) {
              case SUCCEEDED -> "succeeded";
              case CACHED -> "cached";
              case FAILED -> "failed";
              case SKIPPED -> "skipped";
            });
  }

  @Test
  void an_unknown_field_of_a_record_is_ignored() throws IOException {
    put("run.json", GoldenFile.withUnknownField(GoldenFile.text(RECORD)));

    assertThat(store.read(RUN)).isEqualTo(record(RunStatus.GATE_FAILED));
  }

  @Test
  void a_record_of_a_newer_version_is_refused_by_name_and_left_out_of_the_list()
      throws IOException {
    put("run.json", GoldenFile.withVersion(GoldenFile.text(RECORD), 4));

    assertThatThrownBy(() -> store.read(RUN))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Unknown version of the run record")
        .hasMessageContaining("found: format_version 4")
        .hasMessageContaining("limit: versions 1 to 3")
        .hasMessageContaining("run.json")
        .hasMessageContaining("remedy: ");
    assertThat(store.list()).isEmpty();
  }

  @Test
  void an_invocation_that_is_not_understood_is_refused_by_name() throws IOException {
    put("invocation.json", GoldenFile.withVersion(GoldenFile.text(INVOCATION), 3));
    assertThatThrownBy(() -> store.invocation(RUN))
        .hasMessageContaining("Unknown version of the invocation");

    put("invocation.json", GoldenFile.withUnknownField(GoldenFile.text(INVOCATION)));
    assertThatThrownBy(() -> store.invocation(RUN))
        .hasMessageContaining("Not a valid invocation")
        .hasMessageContaining("from_the_future");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2", "v3"})
  void the_events_of_every_version_read_to_their_fields(String version) {
    JsonLines lines = new JsonLines(GoldenFile.path("events." + version + ".jsonl"));

    List<Map<String, Object>> read =
        lines.read(EventFile.FORM).stream()
            .filter(line -> !"run.opened".equals(line.get("type")))
            .toList();

    assertThat(read)
        .extracting(line -> line.get("type"))
        .containsExactly("rollout.started", "stage.ended", "training.epoch", "run.ended");
    assertThat(read).allSatisfy(line -> assertThat(line).containsEntry("at", AT.toString()));
    assertThat(read.get(0)).containsEntry("version", "7").containsEntry("bundle", "b".repeat(64));
    assertThat(read.get(1)).containsEntry("duration_s", 1.5);
    assertThat(read.get(3)).containsEntry("status", "succeeded");
  }

  @Test
  void the_events_of_this_version_tell_the_record() throws IOException {
    put("events.jsonl", GoldenFile.text(EVENTS));

    RunRecord read = store.read(RUN);

    assertThat(read.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(read.configSha256()).isEqualTo("c".repeat(64));
  }

  @Test
  void an_event_has_the_gate_in_the_form_of_the_record() {
    Map<String, Object> ended = new JsonLines(GoldenFile.path(EVENTS)).read(EventFile.FORM).get(2);

    assertThat(Json.read(Json.text(ended.get("gate")), GateReport.class, EVENTS))
        .isEqualTo(gate("fill the cells"));
  }

  @Test
  void an_event_of_a_newer_version_is_refused_by_name() throws IOException {
    Path file = folder.resolve("events.jsonl");
    Files.writeString(file, GoldenFile.withVersion(GoldenFile.text(EVENTS), 4));

    assertThatThrownBy(() -> new JsonLines(file).read(EventFile.FORM))
        .hasMessageContaining("Unknown version of the run event")
        .hasMessageContaining("found: format_version 4");
  }

  private void put(String name, String text) throws IOException {
    Files.createDirectories(workspace.run(RUN));
    Files.writeString(workspace.run(RUN).resolve(name), text);
  }

  private static Invocation invocation() {
    return new Invocation("config/workflow_config.yaml", List.of("workflow.seed=42", "a=\"ü\""));
  }

  private static Map<String, Map<String, ?>> events() {
    Map<String, Map<String, ?>> events = new TreeMap<>();
    events.put("rollout.started", Map.of("version", "7", "bundle", "b".repeat(64)));
    events.put(
        "stage.ended",
        Map.of("stage", "data_pipeline", "duration_s", 1.5, "gate", gate("fill the cells")));
    events.put("training.epoch", Map.of("epoch", 1, "train_loss", 0.1));
    return events;
  }

  private static RunRecord record(RunStatus status) {
    return record(
        status,
        gate("fill the cells"),
        Map.of(
            "completeness", new MetricInfo("ratio", Direction.HIGHER_IS_BETTER, 1797),
            "rows", new MetricInfo("rows", Direction.NEUTRAL, 1797)));
  }

  /** Without the units, and without the remedy of what passes. */
  private static RunRecord older() {
    return record(RunStatus.GATE_FAILED, gate(""), Map.of());
  }

  private static RunRecord record(
      RunStatus status, GateReport gate, Map<String, MetricInfo> metricInfo) {
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
                gate,
                Map.of("completeness", 0.99, "rows", 1797.0),
                metricInfo,
                List.of(new FileRecord("rows.csv", "artifacts/sha256/bb/bb", "b".repeat(64), 123))),
            without("model_training", StageStatus.CACHED, 0.001),
            without("model_optimization", StageStatus.FAILED, 2),
            without("monitoring", StageStatus.SKIPPED, 0)));
  }

  private static StageRecord without(String name, StageStatus status, double durationS) {
    return new StageRecord(name, status, durationS, null, Map.of(), Map.of(), List.of());
  }

  private static GateReport gate(String remedy) {
    return new GateReport(
        "data_quality",
        Verdict.FAIL,
        List.of(
            check("completeness", 0.99, Verdict.PASS, remedy, null),
            check("accuracy", null, Verdict.INCONCLUSIVE, "give ranges", null),
            check("timeliness", null, null, "", "static data set"),
            check("validity", 0.5, Verdict.FAIL, "mend the cells", null)));
  }

  private static Check check(
      String name, Double value, Verdict verdict, String remedy, String notApplicable) {
    boolean allowed = verdict == Verdict.INCONCLUSIVE;
    return new Check(
        name,
        value,
        0.95,
        Comparison.AT_LEAST,
        "ratio",
        1797,
        verdict,
        allowed,
        remedy,
        notApplicable,
        null,
        null);
  }
}
