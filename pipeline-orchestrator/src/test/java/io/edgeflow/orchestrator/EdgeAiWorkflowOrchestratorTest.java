package io.edgeflow.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.report.KeyFigure;
import io.edgeflow.core.run.Progress;
import io.edgeflow.deploy.EdgeModel;
import io.edgeflow.orchestrator.run.Provenance;
import io.edgeflow.orchestrator.run.RunListener;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.run.StageRecord.FileRecord;
import io.edgeflow.orchestrator.run.StageStatus;
import io.edgeflow.orchestrator.workflow.PlannedStage;
import io.edgeflow.orchestrator.workflow.RunRequest;
import io.edgeflow.orchestrator.workflow.RunResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The whole job with real parts everywhere, told in order: each step finds what the last left. */
@TestMethodOrder(OrderAnnotation.class)
class EdgeAiWorkflowOrchestratorTest {
  @TempDir private static Path folder;
  private static SmallWorkflow small;
  private static RunResult first;

  @BeforeAll
  static void one_run() throws IOException {
    small = SmallWorkflow.in(folder);
    first = small.load().run();
  }

  @Test
  @Order(1)
  void a_run_goes_through_five_stages_and_five_gates() {
    assertThat(first.failure()).isEmpty();
    assertThat(first.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(first.exitCode()).isZero();
    assertThat(first.record().stages())
        .extracting(StageRecord::name)
        .containsExactly(
            "data_pipeline",
            "model_training",
            "model_optimization",
            "edge_deployment",
            "monitoring");
    assertThat(first.record().stages())
        .extracting(StageRecord::status)
        .containsOnly(StageStatus.SUCCEEDED);
    assertThat(first.record().stages().stream().map(StageRecord::gate).filter(g -> g != null))
        .hasSize(5)
        .allMatch(GateReport::passes);
  }

  @Test
  @Order(2)
  void the_fleet_is_as_accurate_as_the_evaluator_measures_the_same_file() {
    assertThat(first.metric("edge_deployment", "successful")).hasValue(3);
    assertThat(first.metric("monitoring", "active_devices")).hasValue(3);
    double watched = first.metric("monitoring", "avg_accuracy").orElseThrow();
    assertThat(watched)
        .isEqualTo(
            ShippedFile.quality(
                small.load().config(), first, "accuracy", folder.resolve("evaluated")));
    // The gate measures with kernels that do not depend on the processor: a row may turn.
    assertThat(watched)
        .isCloseTo(
            first.metric("model_optimization", "accuracy_int8_tflite").orElseThrow(),
            within(1.0 / 269));
    assertThat(first.metric("monitoring", "drift_detected")).hasValue(0);
  }

  @Test
  @Order(3)
  void the_report_has_curves_confusion_sizes_rollout_and_drift() throws IOException {
    assertThat(Files.readString(first.report()))
        .contains("Loss (best epoch")
        .contains("Confusion matrix on test")
        .contains("File size")
        .contains("model.int8.tflite")
        .contains("Rollout")
        .contains("device-03")
        .contains("image_contrast")
        .doesNotContain("NaN");
  }

  @Test
  @Order(3)
  void the_record_and_the_report_say_what_the_run_was_made_with_and_what_came_first()
      throws IOException {
    Provenance made = first.record().provenance();
    List<String> figures =
        first.record().stages().stream()
            .flatMap(stage -> stage.keyFigures().stream())
            .map(KeyFigure::name)
            .toList();

    assertThat(made).isNotNull();
    assertThat(made.workflow()).isEqualTo(small.load().config().workflow().name());
    assertThat(made.engines()).containsKey("PyTorch");
    assertThat(first.record().stage("data_pipeline").orElseThrow().madeFrom())
        .hasEntrySatisfying("data version", version -> assertThat(version).hasSize(64));
    assertThat(figures)
        .containsExactly(
            "Accuracy, trained model",
            "Accuracy, int8 file",
            "Size, int8 file",
            "Float size ÷ int8 size",
            "Latency, median",
            "Latency, 95 % below",
            "Devices on the release",
            "Drift",
            "Accuracy, live");
    assertThat(Files.readString(first.report()))
        .contains("There is no earlier run of this workflow")
        .contains("src=\"data:image/png;base64,")
        .contains("truth ");
  }

  @Test
  @Order(3)
  void the_record_the_summary_and_the_report_say_how_large_the_network_is() throws IOException {
    int parameters = (9 * 16 + 16) + (9 * 16 * 32 + 32) + (32 * 2 * 2 * 64 + 64) + (64 * 10 + 10);
    int macs = 9 * 16 * 8 * 8 + 9 * 16 * 32 * 4 * 4 + 32 * 2 * 2 * 64 + 64 * 10;

    assertThat(first.metric("model_training", "parameters")).hasValue(parameters).hasValue(13_706);
    assertThat(first.metric("model_training", "macs")).hasValue(macs).hasValue(91_776);
    assertThat(first.record().stage("model_training").orElseThrow().highlighted())
        .containsEntry("parameters", 13_706.0)
        .containsEntry("macs", 91_776.0);
    assertThat(Files.readString(first.report())).contains("13706").contains("91776");
  }

  @Test
  @Order(4)
  void every_artifact_lies_where_the_record_says() {
    for (StageRecord stage : first.record().stages()) {
      for (FileRecord file : stage.artifacts()) {
        assertThat(small.workspace().resolve(file.path())).hasSize(file.bytes());
      }
    }
  }

  @Test
  @Order(5)
  void the_release_answers_a_raw_row_from_java() {
    try (EdgeModel model = EdgeModel.load(small.workspace().resolve("releases/1"))) {
      assertThat(model.predict(new float[64]).label()).isIn(model.target().answers());
    }
  }

  @Test
  @Order(6)
  void a_second_run_reuses_everything_and_verifies_the_fleet() throws IOException {
    RunResult second = small.load().run();

    assertThat(second.failure()).isEmpty();
    assertThat(second.record().stages().stream().map(s -> s.status().id()))
        .containsExactly("cached", "cached", "cached", "succeeded", "succeeded");
    assertThat(hashes(second)).isEqualTo(hashes(first));
    assertThat(gates(second).keySet()).isEqualTo(gates(first).keySet());
    assertThat(Files.readString(second.report()))
        .contains("href=\"../" + first.record().runId() + "/report.html\"")
        .contains("before: 3 of 3, the same")
        .contains(samples(Files.readString(first.report())));
    assertThat(small.workspace().resolve("releases/2")).doesNotExist();
  }

  /** The part of a report that shows samples. */
  private static String samples(String report) {
    int begin = report.indexOf("<div class=\"samples");
    assertThat(begin).isPositive();
    return report.substring(begin, report.indexOf("</section>", begin));
  }

  @Test
  @Order(7)
  void a_plan_knows_how_far_a_change_reaches() {
    assertThat(plan()).containsExactly("cached", "cached", "cached", "run", "run");
    assertThat(plan("data_pipeline.quality.thresholds.validity=0.5"))
        .containsExactly("cached", "cached", "cached", "run", "run");
    assertThat(plan("model_optimization.pruning.sparsity=0.6"))
        .containsExactly("cached", "cached", "run", "run", "run");
    assertThat(
            plan(
                "data_pipeline.augmentation={enabled: true, augmentations: [{type: noise, factor: 0.1}]}"))
        .containsExactly("cached", "run", "run", "run", "run");
    assertThat(plan("workflow.threads=1")).containsExactly("run", "run", "run", "run", "run");
    assertThat(plan("workflow.seed=1")).containsExactly("run", "run", "run", "run", "run");
  }

  @Test
  @Order(7)
  void changed_limits_need_no_new_training_but_are_judged() {
    RunResult strict = small.load("model_training.evaluation.thresholds.accuracy=1").run();

    assertThat(strict.status()).isEqualTo(RunStatus.GATE_FAILED);
    assertThat(strict.exitCode()).isEqualTo(3);
    assertThat(strict.record().stages().stream().map(s -> s.status().id()))
        .containsExactly("cached", "cached", "skipped", "skipped", "skipped");
  }

  @Test
  @Order(8)
  void monitoring_alone_watches_what_the_fleet_runs() {
    RunResult alone = small.load().run(RunRequest.defaults().withOnly("monitoring"));

    assertThat(alone.failure()).isEmpty();
    assertThat(alone.record().stages().stream().map(s -> s.status().id()))
        .containsExactly("cached", "cached", "cached", "skipped", "succeeded");
    assertThat(alone.metric("monitoring", "avg_accuracy"))
        .isEqualTo(first.metric("monitoring", "avg_accuracy"));
  }

  @Test
  @Order(9)
  void inverted_images_are_drift_which_blocks_and_a_webhook_hears_of_it() throws IOException {
    List<String> heard = new CopyOnWriteArrayList<>();
    HttpServer webhook =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    webhook.createContext(
        "/",
        exchange -> {
          heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    webhook.start();
    try {
      String url = "http://127.0.0.1:" + webhook.getAddress().getPort() + "/alerts";
      RunResult drill =
          small
              .load(
                  "monitoring.replay.transform=invert",
                  "monitoring.alerts.channels=[{type: webhook, url: '" + url + "'}]")
              .run();

      assertThat(drill.status()).isEqualTo(RunStatus.GATE_FAILED);
      assertThat(drill.exitCode()).isEqualTo(3);
      assertThat(drill.record().error()).contains("fleet_health").contains("drift_detected FAIL");
      assertThat(drill.metric("monitoring", "drift_detected")).hasValue(1);
      assertThat(Files.readString(drill.report()))
          .contains("gate_failed")
          .contains("fleet_health")
          .contains("&lt;0.0001");
      assertThat(heard).anyMatch(text -> text.contains("drift_detected"));
      assertThat(textsBelow(small.workspace())).isNotEmpty().noneMatch(text -> text.contains(url));
    } finally {
      webhook.stop(0);
    }
  }

  @Test
  @Order(9)
  void a_fleet_that_answers_wrongly_blocks_though_nobody_looks_for_drift() throws IOException {
    RunResult drill =
        small.load("monitoring.replay.transform=invert", "monitoring.drift.enabled=false").run();

    assertThat(drill.status()).isEqualTo(RunStatus.GATE_FAILED);
    assertThat(drill.exitCode()).isEqualTo(3);
    assertThat(drill.record().error()).contains("fleet_health").contains("quality_retention FAIL");
    assertThat(Files.readString(drill.report())).contains("quality_low");
  }

  @Test
  @Order(10)
  void twenty_samples_are_too_few_to_speak_of_drift() {
    RunResult few = small.load("monitoring.replay.limit=20").run();

    assertThat(few.succeeded()).isTrue();
    assertThat(few.metric("monitoring", "total_inferences")).hasValue(20);
    assertThat(few.metric("monitoring", "drift_detected")).isEmpty();
    GateReport health = few.record().stage("monitoring").orElseThrow().gate();
    assertThat(health.checks())
        .filteredOn(Check::allowed)
        .extracting(Check::name)
        .containsExactly("quality_retention", "drift_detected");
  }

  @Test
  @Order(11)
  void a_canary_in_bad_health_takes_the_deployment_back() throws IOException {
    RunResult rolledBack =
        small.load("workflow.seed=43", "edge_deployment.local_fleet.faults.device-01=health").run();

    assertThat(rolledBack.status()).isEqualTo(RunStatus.ROLLED_BACK);
    assertThat(rolledBack.exitCode()).isEqualTo(4);
    assertThat(rolledBack.record().stage("monitoring").orElseThrow().status())
        .isEqualTo(StageStatus.SKIPPED);
    assertThat(rolledBack.record().error()).contains("device-01 health_check_failed");
    String report = Files.readString(rolledBack.report());
    assertThat(report).contains("rolled_back").contains("deployment_verification");

    RunResult after = small.load().run(RunRequest.defaults().withOnly("monitoring"));
    assertThat(after.metric("monitoring", "devices_on_model")).hasValue(3);
  }

  @Test
  @Order(12)
  void a_thread_that_is_interrupted_ends_its_run_in_good_order() {
    RunRequest options =
        RunRequest.defaults()
            .showing(Progress.silent(), interruptAt("model_training", Thread.currentThread()));

    RunResult stopped = small.load().run(options);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(stopped.status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(stopped.exitCode()).isEqualTo(130);
    assertThat(small.load().run(RunRequest.defaults().resuming(stopped.runId())).succeeded())
        .isTrue();
  }

  @Test
  @Order(13)
  void another_workspace_gives_the_same_bytes() throws IOException {
    SmallWorkflow elsewhere = small.inWorkspace(folder.resolve("elsewhere"));

    RunResult again = elsewhere.load("edge_deployment.local_fleet.devices=1").run();

    assertThat(again.succeeded()).isTrue();
    assertThat(hashes(again)).isEqualTo(hashes(first));
    assertThat(elsewhere.workspace().resolve("releases/1/bundle.zip"))
        .hasSameBinaryContentAs(small.workspace().resolve("releases/1/bundle.zip"));
  }

  @Test
  @Order(14)
  void the_journal_tracks_curves_parameters_and_files() throws IOException {
    Path journal;
    try (Stream<Path> files = Files.list(small.workspace().resolve("track"))) {
      journal = files.filter(f -> f.toString().contains(first.runId())).findFirst().orElseThrow();
    }
    String text = Files.readString(journal);

    assertThat(text)
        .contains("\"val_loss\"")
        .contains("\"model_training.training.epochs\"")
        .contains("report.html")
        .contains("succeeded");
    assertThat(text.lines())
        .allSatisfy(line -> assertThat(Json.readMap(line, journal)).isNotEmpty());
  }

  @Test
  @Order(15)
  void a_curve_has_a_point_an_epoch_from_1_whether_it_was_trained_or_kept() throws IOException {
    long best = (long) first.metric("model_training", "best_epoch").orElseThrow();
    List<Path> finished = new ArrayList<>();
    try (Stream<Path> files = Files.list(small.workspace().resolve("track"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
        if (Files.readString(file).contains("\"succeeded\"")) {
          finished.add(file);
        }
      }
    }

    assertThat(finished).hasSizeGreaterThan(1);
    for (Path journal : finished) {
      Map<Long, Double> losses = points(journal, "val_loss");
      assertThat(losses.keySet())
          .as("%s", journal)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, losses.size()).boxed().toList());
      assertThat(points(journal, "val_accuracy")).hasSameSizeAs(losses).doesNotContainKey(0L);
      assertThat(points(journal, "best_val_loss")).containsExactly(Map.entry(0L, losses.get(best)));
    }
  }

  /** A metric's values by step; two of one step would be two points at one place. */
  private static Map<Long, Double> points(Path journal, String key) throws IOException {
    Map<Long, Double> points = new TreeMap<>();
    for (String line : Files.readAllLines(journal)) {
      Map<String, Object> entry = Json.readMap(line, journal);
      if (key.equals(entry.get("key")) && entry.get("value") instanceof Number value) {
        long step = ((Number) entry.get("step")).longValue();
        assertThat(points.put(step, value.doubleValue())).as(key + " at " + step).isNull();
      }
    }
    return points;
  }

  /** What the run wrote for people and programs; an address in it would be a leak. */
  private static List<String> textsBelow(Path workspace) throws IOException {
    try (Stream<Path> files = Files.walk(workspace)) {
      List<Path> texts =
          files.filter(f -> f.toString().matches(".*\\.(json|jsonl|html|txt)")).toList();
      List<String> contents = new ArrayList<>();
      for (Path text : texts) {
        contents.add(Files.readString(text));
      }
      return contents;
    }
  }

  private static List<String> plan(String... settings) {
    return small.load(settings).plan().stream().map(PlannedStage::plan).toList();
  }

  private static RunListener interruptAt(String wanted, Thread thread) {
    return new RunListener() {
      @Override
      public void started(String stage, int index, int total) {
        if (stage.equals(wanted)) {
          thread.interrupt();
        }
      }

      @Override
      public void ended(StageRecord stage) {}
    };
  }

  private static Map<String, Optional<GateReport>> gates(RunResult run) {
    return run.record().stages().stream()
        .collect(Collectors.toMap(StageRecord::name, s -> Optional.ofNullable(s.gate())));
  }

  private static List<String> hashes(RunResult run) {
    return run.record().stages().stream()
        .flatMap(s -> s.artifacts().stream())
        .map(file -> file.name() + " " + file.sha256())
        .toList();
  }
}
