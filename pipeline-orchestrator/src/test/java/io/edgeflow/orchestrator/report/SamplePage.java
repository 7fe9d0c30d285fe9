package io.edgeflow.orchestrator.report;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.report.KeyFigure;
import io.edgeflow.core.report.Panel;
import io.edgeflow.core.report.Panel.Bar;
import io.edgeflow.core.report.Panel.Counts;
import io.edgeflow.core.report.Panel.Lane;
import io.edgeflow.core.report.Panel.Moment;
import io.edgeflow.core.report.Panel.Picture;
import io.edgeflow.core.report.Panel.Point;
import io.edgeflow.core.report.Panel.Sample;
import io.edgeflow.core.report.Panel.Series;
import io.edgeflow.core.report.Panel.Tone;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.orchestrator.run.Provenance;
import io.edgeflow.orchestrator.run.Provenance.Git;
import io.edgeflow.orchestrator.run.Provenance.Machine;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.run.StageStatus;
import io.edgeflow.orchestrator.testing.NamedStep;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A report page with every kind of panel, and with text that must be escaped. */
final class SamplePage {
  static final String HOSTILE = "<script>alert('x')</script> & \"quotes\"";

  private static final Workspace WORKSPACE = new Workspace(Path.of("target/sample"));

  private SamplePage() {}

  static ReportPage make() {
    return page(
        run(),
        previous(CLEAN),
        Map.of(
            "model_training", training(),
            "model_optimization", optimization(),
            "edge_deployment", List.of(rollout()),
            "monitoring", monitoring()));
  }

  /** Of a run before which there was none. */
  static ReportPage first() {
    return page(previous(null), null, Map.of());
  }

  /** With square pictures that no one can make small. */
  static ReportPage withNoise(int pictures, int side) {
    Random random = new Random(42);
    List<Sample> samples = Stream.generate(() -> noise(random, side)).limit(pictures).toList();
    return page(
        run(),
        previous(CLEAN),
        Map.of("model_training", List.of(new Panel.Samples("Samples", "Noise.", samples))));
  }

  private static Sample noise(Random random, int side) {
    List<Integer> pixels = random.ints((long) side * side * 3, 0, 256).boxed().toList();
    return new Sample(
        new Picture.Image(side, side, 3, pixels), "right", Tone.GOOD, List.of("answer 1"));
  }

  private static ReportPage page(
      RunRecord run, @Nullable RunRecord previous, Map<String, List<Panel>> panels) {
    return new ReportPage(
        HOSTILE,
        run,
        previous,
        panels,
        new TreeMap<>(Map.of("workflow.name", HOSTILE, "tracking.token", "***")));
  }

  private static final Git CLEAN = new Git("fedcba9876543210".repeat(3).substring(0, 40), false);

  private static final KeyFigure SIZE =
      new KeyFigure(
          "Size, int8 file",
          0.53,
          "MB",
          Direction.LOWER_IS_BETTER,
          "542.3 KB",
          "model.int8.tflite");

  private static RunRecord previous(@Nullable Git git) {
    StageRecord data =
        StageRecord.without(new NamedStep("data_pipeline"), StageStatus.CACHED, Duration.ZERO)
            .with(List.of(), Map.of("data version", "d0".repeat(32)));
    StageRecord monitoring =
        StageRecord.without(new NamedStep("monitoring"), StageStatus.SUCCEEDED, Duration.ZERO)
            .with(
                List.of(
                    accuracy(0.9777),
                    new KeyFigure(
                        "Size, int8 file", 0.51, "MB", Direction.LOWER_IS_BETTER, "520.0 KB", ""),
                    devices(),
                    KeyFigure.word("Drift", "no drift", "score 0.04")),
                Map.of());
    return new RunRecord(
        "20261120-101500-0001",
        RunStatus.SUCCEEDED,
        "c0ffee".repeat(10) + "abcd",
        41,
        Instant.parse("2026-11-20T10:15:00Z"),
        99,
        null,
        List.of(data, monitoring),
        new Provenance(
            HOSTILE, git, machine(), Map.of("DJL", "0.35.0", "LiteRT (TFLite)", "2.20.0")));
  }

  private static KeyFigure accuracy(double value) {
    return KeyFigure.of(
        "Accuracy, int8 file", value, "ratio", Direction.HIGHER_IS_BETTER, "269 test samples");
  }

  private static KeyFigure devices() {
    return KeyFigure.of(
            "Devices on the release", 9, "devices", Direction.HIGHER_IS_BETTER, "release 2")
        .shownAs("9 of 10");
  }

  private static Machine machine() {
    return new Machine("AMD EPYC", 2, 25_276_510_208L, "Linux 6.18", "17.0.15");
  }

  private static List<KeyFigure> figures() {
    return List.of(
        accuracy(0.9814),
        SIZE,
        devices(),
        KeyFigure.word("Drift", "drift", "score 0.4"),
        KeyFigure.of(
            "Accuracy, live", Double.NaN, "ratio", Direction.HIGHER_IS_BETTER, "no labels"),
        KeyFigure.word(HOSTILE, HOSTILE, HOSTILE.repeat(4)));
  }

  private static Panel samples() {
    return new Panel.Samples(
        "Test samples and the trained model's answers",
        "Wrong answers first.",
        List.of(
            new Sample(
                new Picture.Image(3, 2, 1, List.of(0, 128, 0, 0, 0, 255)),
                "wrong",
                Tone.BAD,
                List.of("answer 3 (99.8 %)", "truth 5")),
            new Sample(
                new Picture.Curves(
                    List.of(
                        new Series("", 0, List.of(1.0, 2.0, Double.NaN, 1.0)),
                        new Series("", 0, List.of(-1.0, 2.0, 0.0, 1.0)))),
                "right",
                Tone.GOOD,
                List.of("answer 1 (87.0 %)", "truth 1")),
            new Sample(
                new Picture.Values(List.of("p0", "p1"), List.of(0.5, Double.NaN)),
                "",
                Tone.NEUTRAL,
                List.of("answer 151", "truth 90", HOSTILE))));
  }

  private static RunRecord run() {
    return new RunRecord(
        "20261121-194500-ab12",
        RunStatus.GATE_FAILED,
        "c0ffee".repeat(10) + "abcd",
        42,
        Instant.parse("2026-11-21T19:45:00Z"),
        103.2,
        "The gate deployment_verification blocks\n  found: p95_latency_ms FAIL",
        List.of(
            stage("data_pipeline", StageStatus.CACHED, 2.1, quality())
                .with(List.of(), Map.of("data version", "d0".repeat(32))),
            stage("model_training", StageStatus.SUCCEEDED, 41.0, accuracy()),
            stage("model_optimization", StageStatus.SUCCEEDED, 33.4, accuracy()),
            stage("edge_deployment", StageStatus.SUCCEEDED, 14.9, latency()),
            StageRecord.without(new NamedStep("monitoring"), StageStatus.SKIPPED, Duration.ZERO)
                .with(figures(), Map.of())),
        new Provenance(
            HOSTILE,
            new Git("0123456789abcdef0123456789abcdef01234567", true),
            machine(),
            Map.of("DJL", "0.35.1", "LiteRT (TFLite)", "2.20.0")));
  }

  private static StageRecord stage(
      String name, StageStatus status, double seconds, GateReport gate) {
    StageReport report =
        new StageReport(
            Optional.of(gate),
            List.of(
                Metric.ratio("accuracy", 0.9778, 270),
                new Metric("optimized_size_mb", 0.53, "MB", Direction.LOWER_IS_BETTER, 1)),
            List.of(
                new Artifact("model.int8.tflite", "b".repeat(64), 552_112),
                new Artifact(HOSTILE, "d".repeat(64), 12)));
    return StageRecord.of(
        new NamedStep(name),
        status,
        Duration.ofMillis((long) (seconds * 1000)),
        report,
        List.of(),
        WORKSPACE);
  }

  private static GateReport quality() {
    return GateReport.of(
        "data_quality",
        List.of(
            Check.atLeast(Metric.ratio("completeness", 1, 1797), 0.95, ""),
            Check.atLeast(Metric.ratio("consistency", 0.998, 1797), 0.9, ""),
            Check.notApplicable("timeliness", 0.9, "ratio", "static data set"),
            Check.atLeast(Metric.ratio("validity", Double.NaN, 0), 0.95, "look at the quarantine")),
        Allowance.of("validity"));
  }

  private static GateReport accuracy() {
    return GateReport.of(
        "model_evaluation",
        List.of(Check.atLeast(Metric.ratio("accuracy", 0.9778, 270), 0.95, "train longer")));
  }

  private static GateReport latency() {
    return GateReport.of(
        "deployment_verification",
        List.of(
            Check.atLeast(Metric.ratio("success_rate", 1, 400), 0.99, ""),
            Check.atLeast(Metric.ratio("golden_accuracy", Double.NaN, 0), 0.99, "wait longer"),
            Check.atMost(
                new Metric("p95_latency_ms", 52.4, "ms", Direction.LOWER_IS_BETTER, 400),
                50,
                "use a smaller model, or raise edge_deployment.validation.p95_latency_ms")));
  }

  private static List<Panel> training() {
    List<Double> loss = DoubleStream.iterate(2.1, x -> x * 0.72 + 0.02).limit(14).boxed().toList();
    List<Double> valLoss =
        DoubleStream.iterate(1.7, x -> x * 0.7 + 0.035).limit(14).boxed().toList();
    List<Double> train = loss.stream().map(x -> 1 - x / 4.2).toList();
    List<Double> val = new ArrayList<>(valLoss.stream().map(x -> 1 - x / 5.5).toList());
    val.set(3, Double.NaN);
    List<String> labels = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    List<List<Long>> counts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int row = i;
      counts.add(
          IntStream.range(0, 10)
              .mapToObj(j -> row == j ? 26L : (row * 7 + j) % 23 == 0 ? 2L : 0L)
              .toList());
    }
    return List.of(
        new Panel.LineChart(
            "Loss",
            "epoch",
            List.of(new Series("train", 1, loss), new Series("validation", 1, valLoss))),
        new Panel.LineChart(
            "Accuracy",
            "epoch",
            List.of(new Series("train", 1, train), new Series("validation", 1, val))),
        new Panel.Confusion("Confusion matrix on test", labels, counts),
        samples());
  }

  private static List<Panel> optimization() {
    return List.of(
        new Panel.Bars(
            "File size",
            "MB",
            List.of(
                new Bar("model.fp32.onnx", 2.13),
                new Bar("model.int8.onnx", 0.55),
                new Bar("model.int8.tflite", 0.53))),
        new Panel.Bars(
            "Latency, median",
            "ms",
            List.of(
                new Bar("model.fp32.onnx", 0.42),
                new Bar("model.int8.onnx", 0.21),
                new Bar("model.int8.tflite", 0.2))),
        new Panel.Table(
            "Exported files",
            List.of("file", "size", "gate"),
            List.of(false, true, false),
            List.of(
                List.of("model.int8.tflite", "0.53 MB", "PASS"),
                List.of(HOSTILE, "1 MB", "FAIL"))));
  }

  private static Panel rollout() {
    List<Lane> lanes = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      double start = i == 1 ? 0.2 : 6.1 + i * 0.1;
      lanes.add(
          new Lane(
              String.format("device-%02d", i),
              List.of(
                  new Moment(start, "verified", Tone.NEUTRAL),
                  new Moment(
                      start + 0.9,
                      i == 1 ? "rolled back" : "active",
                      i == 1 ? Tone.BAD : Tone.GOOD))));
    }
    return new Panel.Timeline("Rollout", lanes);
  }

  private static List<Panel> monitoring() {
    List<Double> edges = IntStream.range(0, 20).mapToObj(i -> i * 0.5).toList();
    List<Long> reference =
        IntStream.range(0, 21)
            .mapToObj(i -> (long) (100 * Math.exp(-Math.pow((i - 9) / 3.0, 2))))
            .toList();
    List<Long> live =
        IntStream.range(0, 21)
            .mapToObj(i -> (long) (40 * Math.exp(-Math.pow((i - 11) / 3.5, 2))))
            .toList();
    return List.of(
        new Panel.Distributions(
            "image_mean",
            edges,
            new Counts("reference", reference),
            new Counts("live", live),
            "KS 0.21, p 0.0003, PSI 0.18"),
        new Panel.Distributions(
            "confidence",
            edges,
            new Counts("reference", reference),
            new Counts("live", reference),
            "KS 0.00, p 1, PSI 0"),
        new Panel.Scatter(
            "Predicted and true progression on test",
            "true progression",
            "predicted progression",
            IntStream.range(0, 90)
                .mapToObj(i -> new Point(25 + 3.5 * i, 60 + 2.4 * i + 40 * Math.sin(i * i)))
                .toList()));
  }
}
