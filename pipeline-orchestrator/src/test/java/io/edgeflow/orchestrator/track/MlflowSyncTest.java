package io.edgeflow.orchestrator.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.track.Tracker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.tracking.MlflowClient;

/** Against a real MLflow server, when EDGEFLOW_MLFLOW names its executable. */
class MlflowSyncTest {
  @TempDir private static Path serverFolder;
  private static MlflowProcess server;
  private static MlflowClient client;

  @TempDir private Path folder;
  private Workspace workspace;
  private TrackingConfig config;
  private final Ticks clock = new Ticks();

  @BeforeAll
  static void start_the_server() throws Exception {
    server = MlflowProcess.start(serverFolder);
    client = new MlflowClient(server.uri().toString());
  }

  @AfterAll
  static void stop_the_server() {
    if (server != null) {
      client.close();
      server.close();
    }
  }

  @BeforeEach
  void use_an_experiment_of_its_own(TestInfo test) {
    workspace = new Workspace(folder.resolve("ws"));
    config =
        new TrackingConfig(
            Optional.of(server.uri()),
            test.getDisplayName(),
            Optional.empty(),
            Duration.ofMinutes(2));
  }

  @Test
  void a_run_is_seen_while_it_goes_on() {
    try (Tracker tracker =
        Tracking.open(config, workspace, "run-1", clock, Duration.ofMillis(50))) {
      tracker.metric("val_loss", 0.5, 0);

      await(() -> seen("val_loss"));
      assertThat(run().getInfo().getStatus()).isEqualTo(RunStatus.RUNNING);
      tracker.metric("val_loss", 0.25, 1);
      tracker.finish("succeeded");
    }

    assertThat(client.getMetricHistory(run().getInfo().getRunId(), "val_loss")).hasSize(2);
    assertThat(run().getInfo().getStatus()).isEqualTo(RunStatus.FINISHED);
  }

  private boolean seen(String metric) {
    return client
        .getExperimentByName(config.experiment())
        .map(
            e ->
                client
                    .searchRuns(
                        List.of(e.getExperimentId()),
                        "",
                        org.mlflow.api.proto.Service.ViewType.ALL,
                        1)
                    .getItems()
                    .stream()
                    .anyMatch(
                        r ->
                            r.getData().getMetricsList().stream()
                                .anyMatch(m -> m.getKey().equals(metric))))
        .orElse(false);
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private SyncReport sync() {
    return new TrackSync(config, workspace).sync("run-1");
  }

  private Path file(String name, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return Files.write(folder.resolve(name), content);
  }

  private Run run() {
    String experiment =
        client.getExperimentByName(config.experiment()).orElseThrow().getExperimentId();
    List<Run> runs =
        client
            .searchRuns(List.of(experiment), "", org.mlflow.api.proto.Service.ViewType.ALL, 10)
            .getItems();
    assertThat(runs).hasSize(1);
    return client.getRun(runs.get(0).getInfo().getRunId());
  }

  private static Map<String, String> parameters(Run run) {
    return run.getData().getParamsList().stream()
        .collect(Collectors.toMap(Param::getKey, Param::getValue));
  }

  private static Map<String, String> tags(Run run) {
    return run.getData().getTagsList().stream()
        .collect(Collectors.toMap(RunTag::getKey, RunTag::getValue));
  }

  private static List<Metric> history(Run run, String key) {
    return client.getMetricHistory(run.getInfo().getRunId(), key);
  }

  private byte[] download(Run run, String encodedName) throws Exception {
    URI folderUri = URI.create(run.getInfo().getArtifactUri());
    URI uri =
        server
            .uri()
            .resolve(
                "/api/2.0/mlflow-artifacts/artifacts" + folderUri.getPath() + "/" + encodedName);
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  private void recordRun(String status) throws IOException {
    Tracker tracker = JournalTracker.open(workspace, "run-1", clock);
    tracker.parameter("model_training.training.epochs", "3");
    tracker.parameter("data_pipeline.data_sources[0].path", "digits.csv");
    for (int epoch = 0; epoch < 3; epoch++) {
      tracker.metric("val_accuracy", 0.9 + epoch / 100.0, epoch);
      tracker.metric("val_loss", 0.5 - epoch / 10.0, epoch);
    }
    tracker.tag("data_quality", "PASS");
    tracker.artifact("models/model.int8.tflite", file("model", 300_000));
    tracker.artifact("report with blanks.html", file("report", 999));
    tracker.finish(status);
  }

  @Test
  void a_run_arrives_whole() throws Exception {
    recordRun("succeeded");

    SyncReport report = sync();

    Run run = run();
    assertThat(report)
        .isEqualTo(new SyncReport("run-1", run.getInfo().getRunId(), true, 2, 6, 2, 2, List.of()));
    assertThat(parameters(run))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "model_training.training.epochs", "3",
                "data_pipeline.data_sources_0_.path", "digits.csv"));
    assertThat(history(run, "val_accuracy"))
        .extracting(Metric::getValue)
        .containsExactly(0.9, 0.91, 0.92);
    assertThat(history(run, "val_accuracy"))
        .extracting(Metric::getStep)
        .containsExactly(0L, 1L, 2L);
    assertThat(history(run, "val_loss").get(0).getTimestamp()).isEqualTo(1735689602000L);
    assertThat(tags(run))
        .containsEntry("edgeflow.run_id", "run-1")
        .containsEntry("edgeflow.status", "succeeded")
        .containsEntry("data_quality", "PASS")
        .containsEntry("mlflow.runName", "run-1");
    assertThat(run.getInfo().getStatus()).isEqualTo(RunStatus.FINISHED);
    assertThat(run.getInfo().getStartTime()).isEqualTo(1735689600000L);
    assertThat(run.getInfo().getEndTime()).isEqualTo(1735689607000L);
    assertThat(download(run, "models/model.int8.tflite"))
        .isEqualTo(Files.readAllBytes(folder.resolve("model")));
    assertThat(download(run, "report%20with%20blanks.html"))
        .isEqualTo(Files.readAllBytes(folder.resolve("report")));
  }

  @Test
  void a_second_sync_adds_nothing() throws Exception {
    recordRun("succeeded");
    sync();
    Run before = run();

    SyncReport second = sync();

    assertThat(second.sentAnything()).isFalse();
    assertThat(run()).isEqualTo(before);
    assertThat(history(before, "val_loss")).hasSize(3);
  }

  @Test
  void a_sync_that_broke_off_is_taken_up_and_doubles_nothing() throws Exception {
    recordRun("succeeded");
    sync();
    String id = run().getInfo().getRunId();
    client.deleteTag(id, "edgeflow.journal_lines");
    client.deleteTag(id, "edgeflow.sha256.models/model.int8.tflite");
    Tracker tracker = JournalTracker.open(workspace, "run-1", clock);
    tracker.metric("val_loss", 0.1, 3);

    SyncReport report = sync();

    assertThat(report).isEqualTo(new SyncReport("run-1", id, false, 0, 1, 0, 1, List.of()));
    assertThat(history(run(), "val_loss")).hasSize(4);
    assertThat(history(run(), "val_accuracy")).hasSize(3);
  }

  @Test
  void a_resumed_run_goes_on_as_the_same_run() throws Exception {
    recordRun("interrupted");
    sync();
    assertThat(run().getInfo().getStatus()).isEqualTo(RunStatus.KILLED);
    Tracker tracker = JournalTracker.open(workspace, "run-1", clock);
    tracker.tag("data_quality", "FAIL");
    tracker.artifact("report with blanks.html", file("report", 1000));
    tracker.finish("gate_failed");

    SyncReport report = sync();

    assertThat(report.artifacts()).isEqualTo(1);
    assertThat(report.tags()).isEqualTo(2);
    assertThat(run().getInfo().getStatus()).isEqualTo(RunStatus.FAILED);
    assertThat(tags(run()))
        .containsEntry("edgeflow.status", "gate_failed")
        .containsEntry("data_quality", "FAIL");
    assertThat(download(run(), "report%20with%20blanks.html")).hasSize(1000);
  }

  @Test
  void many_metrics_and_parameters_go_in_batches_with_what_is_no_number() {
    Tracker tracker = JournalTracker.open(workspace, "run-1", clock);
    for (int i = 0; i < 2100; i++) {
      tracker.metric("loss", i, i);
    }
    for (int i = 0; i < 130; i++) {
      tracker.parameter("key-" + i, "x".repeat(i * 60));
    }
    tracker.metric("odd", Double.NaN, 0);
    tracker.metric("odd", Double.POSITIVE_INFINITY, 1);

    assertThat(sync().problems()).isEmpty();
    assertThat(sync().sentAnything()).isFalse();
    client.deleteTag(run().getInfo().getRunId(), "edgeflow.journal_lines");
    assertThat(sync().sentAnything()).isFalse();

    assertThat(history(run(), "loss")).hasSize(2100);
    assertThat(history(run(), "odd").get(0).getValue()).isNaN();
    assertThat(parameters(run()).get("key-129")).hasSize(6000).endsWith("…");
    assertThat(run().getInfo().getStatus()).isEqualTo(RunStatus.RUNNING);
  }

  @Test
  void a_file_that_is_gone_is_a_problem_until_it_is_back() throws Exception {
    recordRun("succeeded");
    Path stored = workspace.artifacts().location(Sha256.of(folder.resolve("report")));
    Path aside = Files.move(stored, folder.resolve("aside"));

    assertThat(sync().problems())
        .singleElement()
        .asString()
        .startsWith("report with blanks.html was not sent");

    Files.move(aside, stored);
    assertThat(sync().artifacts()).isEqualTo(1);
    assertThat(sync().sentAnything()).isFalse();
  }

  @Test
  void a_run_sends_its_journal_at_its_end() {
    try (Tracker tracker = Tracking.open(config, workspace, "run-1", clock)) {
      tracker.metric("accuracy", 0.98, 0);
      tracker.finish("succeeded");
    }

    assertThat(run().getInfo().getStatus()).isEqualTo(RunStatus.FINISHED);
    assertThat(new TrackSync(config, workspace).runs()).containsExactly("run-1");
  }

  @Test
  void names_that_become_one_are_a_problem_and_not_a_dead_end() {
    Tracker tracker = JournalTracker.open(workspace, "run-1", clock);
    tracker.parameter("a[0]", "1");
    tracker.parameter("a(0)", "2");
    tracker.finish("succeeded");

    SyncReport report = sync();

    assertThat(report.problems())
        .containsExactly("the server has another value of the parameter a(0)");
    assertThat(parameters(run())).containsExactly(Map.entry("a_0_", "1"));
    assertThat(run().getInfo().getStatus()).isEqualTo(RunStatus.FINISHED);
  }

  @Test
  void a_deleted_experiment_is_named_with_a_remedy() throws Exception {
    recordRun("succeeded");
    sync();
    client.deleteExperiment(run().getInfo().getExperimentId());

    assertThatThrownBy(this::sync)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("deleted")
        .hasMessageContaining("tracking.experiment");
  }
}
