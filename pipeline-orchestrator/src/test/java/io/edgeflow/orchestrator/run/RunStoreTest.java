package io.edgeflow.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.report.KeyFigure;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.orchestrator.run.Provenance.Git;
import io.edgeflow.orchestrator.run.Provenance.Machine;
import io.edgeflow.orchestrator.testing.NamedStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-21T19:45:00Z");
  private static final String HASH = "a".repeat(64);

  @TempDir private Path folder;
  private Workspace workspace;
  private RunStore store;

  @BeforeEach
  void at_a_fixed_time() {
    workspace = new Workspace(folder);
    store = new RunStore(workspace, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void an_id_sorts_by_time_and_is_never_used_twice() {
    String first = create().runId();
    String second = create().runId();

    assertThat(first).matches("20261121-194500-[0-9a-f]{4}");
    assertThat(second).startsWith("20261121-194500-").isNotEqualTo(first);
  }

  @Test
  void the_record_has_the_form_that_other_tools_read() throws IOException {
    RunRecorder recorder = create();
    recorder.stage(
        StageRecord.of(
            new NamedStep("data_pipeline"),
            StageStatus.SUCCEEDED,
            Duration.ofMillis(1234),
            report(),
            List.of(),
            workspace));
    recorder.stage(
        StageRecord.without(new NamedStep("model_training"), StageStatus.SKIPPED, Duration.ZERO));
    recorder.end(RunStatus.GATE_FAILED, "The gate data_quality blocks");

    String text = Files.readString(recorder.folder().resolve("run.json"));

    assertThat(text.replace(recorder.runId(), "RUN_ID"))
        .isEqualTo(
            new String(
                getClass().getResourceAsStream("run.golden.json").readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8));
    assertThat(store.read(recorder.runId())).isEqualTo(recorder.record());
  }

  @Test
  void a_run_that_was_killed_is_found_to_be_interrupted() {
    RunRecorder killed = create();
    RunRecorder ended = create();
    ended.end(RunStatus.SUCCEEDED, null);

    store.closeKilledRuns();

    assertThat(store.read(killed.runId()).status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(store.read(killed.runId()).error()).contains("--resume " + killed.runId());
    assertThat(store.read(ended.runId()).status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void what_comes_after_the_end_is_ignored() {
    RunRecorder recorder = create();
    recorder.end(RunStatus.INTERRUPTED, "stopped");

    recorder.end(RunStatus.FAILED, "later");
    recorder.stage(
        StageRecord.without(new NamedStep("monitoring"), StageStatus.FAILED, Duration.ZERO));

    assertThat(store.read(recorder.runId()).status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(store.read(recorder.runId()).stages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lost", "{\"run_id\": \"cut o", ""})
  void a_record_that_is_lost_or_damaged_is_made_again_from_its_events(String left)
      throws IOException {
    RunRecorder recorder = create();
    NamedStep first = new NamedStep("data_pipeline");
    recorder.stage(
        StageRecord.of(
            first, StageStatus.SUCCEEDED, Duration.ofMillis(5), report(), List.of(), workspace));
    recorder.stage(StageRecord.without(first, StageStatus.FAILED, Duration.ZERO));
    recorder.end(RunStatus.FAILED, "a disk was full");
    Path file = recorder.folder().resolve("run.json");
    if (left.equals("lost")) {
      Files.delete(file);
    } else {
      Files.writeString(file, left);
    }

    assertThat(store.read(recorder.runId())).isEqualTo(recorder.record());
    assertThat(store.list()).containsExactly(recorder.record());
  }

  @Test
  void a_run_that_was_killed_between_its_event_and_its_record_is_as_its_last_event_says()
      throws IOException {
    RunRecorder recorder = create();
    String before = Files.readString(recorder.folder().resolve("run.json"));
    recorder.stage(
        StageRecord.without(new NamedStep("data_pipeline"), StageStatus.SKIPPED, Duration.ZERO));
    Files.writeString(recorder.folder().resolve("run.json"), before);

    store.closeKilledRuns();

    RunRecord closed = store.read(recorder.runId());
    assertThat(closed.status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(closed.stages()).isEqualTo(recorder.record().stages()).hasSize(1);
  }

  @Test
  void a_run_whose_last_event_is_its_end_has_ended() throws IOException {
    RunRecorder recorder = create();
    String before = Files.readString(recorder.folder().resolve("run.json"));
    recorder.end(RunStatus.SUCCEEDED, null);
    Files.writeString(recorder.folder().resolve("run.json"), before);

    store.closeKilledRuns();

    assertThat(store.read(recorder.runId())).isEqualTo(recorder.record());
  }

  @Test
  void a_run_without_record_and_events_is_left_out_and_named() throws IOException {
    Files.createDirectories(workspace.run("20260101-000000-dead"));

    assertThat(store.list()).isEmpty();
    assertThatThrownBy(() -> store.read("20260101-000000-dead"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The record of the run is lost, and so are its events");
  }

  @Test
  void runs_are_listed_newest_first() {
    String early = create().runId();
    RunStore later = new RunStore(workspace, Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC));
    String late = later.create(new Invocation("w.yaml", List.of()), HASH, 42).runId();

    assertThat(store.list()).extracting(RunRecord::runId).containsExactly(late, early);
  }

  @Test
  void the_newest_of_many_runs_of_one_second_is_the_last_one() {
    String last = create().runId();
    for (int ms = 1; ms < 10; ms++) {
      Clock clock = Clock.fixed(NOW.plusMillis(ms), ZoneOffset.UTC);
      RunStore then = new RunStore(workspace, clock);
      last = then.create(new Invocation("w.yaml", List.of()), HASH, 42).runId();
    }

    assertThat(store.newest().orElseThrow().runId()).isEqualTo(last);
  }

  @Test
  void a_name_that_is_no_run_is_refused() {
    assertThatThrownBy(() -> store.read("../../etc"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("no run of this name");
  }

  @Test
  void events_are_lines_with_time_and_type() throws IOException {
    RunRecorder recorder = create();

    recorder.events().record("stage.started", Map.of("stage", "data_pipeline"));

    assertThat(Files.readString(recorder.folder().resolve("events.jsonl")))
        .endsWith(
            "{\"format_version\":3,\"at\":\"2026-11-21T19:45:00Z\",\"stage\":\"data_pipeline\",\"type\":\"stage.started\"}\n");
    assertThatThrownBy(() -> recorder.events().record("x", Map.of("at", 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private RunRecorder create() {
    return store.create(new Invocation("w.yaml", List.of("workflow.seed=42")), HASH, 42);
  }

  private static StageReport report() {
    Check passes = Check.atLeast(Metric.ratio("completeness", 0.99, 1797), 0.95, "mend the source");
    Check unmeasured = Check.atLeast(Metric.ratio("accuracy", Double.NaN, 0), 0.95, "give ranges");
    Check none = Check.notApplicable("timeliness", 0.9, "ratio", "static data set");
    Check fails =
        Check.atMost(
            new Metric("age", 5.5, "s", Direction.LOWER_IS_BETTER, 10), 3, "collect more often");
    return new StageReport(
        Optional.of(
            GateReport.of(
                "data_quality",
                List.of(passes, unmeasured, none, fails),
                Allowance.of("accuracy"))),
        List.of(Metric.ratio("completeness", 0.99, 1797), Metric.ratio("lost", Double.NaN, 0)),
        List.of(new Artifact("rows.csv", "b".repeat(64), 123)));
  }

  private static Provenance madeWith(String workflow) {
    return new Provenance(
        workflow,
        new Git("f".repeat(40), true),
        new Machine("AMD EPYC", 2, 1L << 34, "Linux 6.1", "17.0.15"),
        Map.of("DJL", "0.35.1"));
  }

  private RunRecord ended(Instant at, @Nullable String workflow, RunStatus status) {
    RunStore then = new RunStore(workspace, Clock.fixed(at, ZoneOffset.UTC));
    RunRecorder recorder = then.create(new Invocation("workflow.yaml", List.of()), HASH, 42);
    if (workflow != null) {
      recorder.provenance(madeWith(workflow));
    }
    recorder.end(status, null);
    return recorder.record();
  }

  @Test
  void the_run_before_is_the_last_of_its_workflow_that_succeeded() {
    ended(NOW.minusSeconds(50), "digits", RunStatus.SUCCEEDED);
    RunRecord before = ended(NOW.minusSeconds(40), "digits", RunStatus.SUCCEEDED);
    ended(NOW.minusSeconds(30), "digits", RunStatus.GATE_FAILED);
    ended(NOW.minusSeconds(20), "iris", RunStatus.SUCCEEDED);
    ended(NOW.minusSeconds(10), null, RunStatus.SUCCEEDED);
    RunRecord now = ended(NOW, "digits", RunStatus.SUCCEEDED);
    ended(NOW.plusSeconds(10), "digits", RunStatus.SUCCEEDED);

    assertThat(store.previous(now)).contains(before);
    assertThat(store.previous(before).orElseThrow().startedAt()).isEqualTo(NOW.minusSeconds(50));
    assertThat(store.previous(store.previous(before).orElseThrow())).isEmpty();
    assertThat(store.previous(ended(NOW, null, RunStatus.SUCCEEDED))).isEmpty();
  }

  @Test
  void what_a_run_was_made_with_and_its_figures_are_read_again_from_the_record_and_the_events()
      throws IOException {
    RunRecorder recorder = create();
    recorder.provenance(madeWith("digits"));
    recorder.stage(
        StageRecord.without(new NamedStep("model_training"), StageStatus.CACHED, Duration.ZERO)
            .with(
                List.of(KeyFigure.word("Drift", "no drift", "score 0.1")),
                Map.of("data version", HASH)));
    recorder.end(RunStatus.SUCCEEDED, null);

    RunRecord read = store.read(recorder.runId());
    Files.delete(recorder.folder().resolve("run.json"));
    RunRecord again = store.read(recorder.runId());

    assertThat(read).isEqualTo(recorder.record()).isEqualTo(again);
    assertThat(read.provenance()).isEqualTo(madeWith("digits"));
    assertThat(read.stages().get(0).keyFigures()).hasSize(1);
  }
}
