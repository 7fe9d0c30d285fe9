package io.edgeflow.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.ExportedModel;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.formats.ModelExporter;
import io.edgeflow.formats.lower.FloatIslands;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.workflow.RunResult;
import io.edgeflow.train.architecture.Architecture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole job with each architecture, on a few rows of three patterns. */
class EveryArchitectureTest {
  private static final int ROWS = 600;
  private static final int PATTERNS = 3;
  private static final int FEATURES = 64;

  /** Deep networks are not done after two epochs. */
  private static final List<String> OF_CLASSES =
      List.of(
          "data_pipeline.features.label=label",
          "model_training.evaluation.thresholds.accuracy=0.9",
          "model_optimization.model_test.top1_agreement=0.95");

  private static final List<String> OF_ITSELF =
      List.of(
          "data_pipeline.features.target=self",
          "data_pipeline.features.anomaly=label",
          "data_pipeline.features.anomaly_quantile=0.95",
          "model_optimization.model_test.agreement=0.95");

  @TempDir Path folder;

  /** An architecture with a kind of samples, and what is set of it beside its sizes. */
  record Job(String id, FeatureKind kind, List<String> settings) {}

  /** Those that flatten any sample are given one kind of them. */
  private static Stream<Job> jobs() {
    Stream<Job> all =
        Architecture.ALL.all().values().stream()
            .flatMap(
                architecture ->
                    architecture.samples().stream()
                        .sorted()
                        .limit(architecture.samples().contains(FeatureKind.VECTOR) ? 1 : 2)
                        .map(kind -> new Job(architecture.id(), kind, List.of())));
    List<String> units =
        List.of(
            "model_training.model.cell=gru",
            "model_training.model.layers=2",
            "model_training.model.bidirectional=true");
    return Stream.concat(all, Stream.of(new Job("rnn", FeatureKind.SERIES, units)));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void it_trains_passes_every_gate_in_every_file_and_answers_alike_on_a_device(Job job)
      throws IOException {
    Architecture architecture = Architecture.ALL.all().get(job.id);
    EdgeAiWorkflowOrchestrator workflow = load(architecture, job);

    RunResult run = workflow.run();

    assertThat(run.failure()).isEmpty();
    assertThat(run.record().stages().stream().map(StageRecord::gate).filter(g -> g != null))
        .hasSize(5)
        .allMatch(GateReport::passes);
    assertThat(run.metric("edge_deployment", "successful")).hasValue(1);
    Dataset data = ShippedFile.data(workflow.config(), folder.resolve("evaluated"));
    Path shipped =
        ShippedFile.file(workflow.config(), run, "model_optimization", "model.int8.tflite");
    String quality = classes(architecture) ? "accuracy" : "f1";
    assertThat(run.metric("monitoring", "avg_" + quality))
        .hasValue(ShippedFile.quality(workflow.config(), data, quality, shipped, Format.TFLITE));
    assertExported(workflow.config(), run, data, quality);
    assertTold(workflow.config(), run);
  }

  /** What the int8 files compute in floats stands in run.json and in the report's table. */
  private static void assertTold(WorkflowConfig config, RunResult run) throws IOException {
    ModelGraph graph =
        GraphFile.read(
            ShippedFile.file(config, run, "model_optimization", "optimized.safetensors"));
    Map<String, String> told = new LinkedHashMap<>();
    for (Format format : Format.values()) {
      FloatIslands islands = ModelExporter.floatIslands(graph, format);
      if (!islands.none()) {
        told.put(ExportedModel.fileName(format, Precision.INT8), islands.text());
      }
    }
    Path folder = config.workspace().root().resolve("runs").resolve(run.record().runId());
    String report = Files.readString(folder.resolve("report.html"));

    assertThat(run.record().stage("model_optimization").orElseThrow().remarks())
        .isEqualTo(
            told.entrySet().stream()
                .map(entry -> entry.getKey() + " computes in floats: " + entry.getValue())
                .toList());
    assertThat(report).contains(">computed in floats</th>");
    told.values().forEach(islands -> assertThat(report).contains(">" + islands + "</td>"));
  }

  /** The trained graph in every format and number format, those that were not shipped too. */
  private void assertExported(WorkflowConfig config, RunResult run, Dataset data, String quality)
      throws IOException {
    Path graph = ShippedFile.file(config, run, "model_training", "model.safetensors");
    double trained = run.metric("model_training", quality).orElseThrow();
    for (Format format : Format.values()) {
      for (Precision precision : EnumSet.complementOf(EnumSet.of(Precision.INT8))) {
        byte[] exported = ModelExporter.export(GraphFile.read(graph), format, precision);
        Path file = Files.write(folder.resolve("exported"), exported);
        assertThat(ShippedFile.quality(config, data, quality, file, format))
            .as("%s %s", format, precision)
            .isCloseTo(trained, within(0.05));
      }
      String int8 = ExportedModel.fileName(format, Precision.INT8);
      assertThat(ShippedFile.file(config, run, "model_optimization", int8)).isNotEmptyFile();
    }
  }

  private EdgeAiWorkflowOrchestrator load(Architecture architecture, Job job) throws IOException {
    boolean classes = classes(architecture);
    Path config = folder.resolve("every.yaml");
    try (InputStream in = EveryArchitectureTest.class.getResourceAsStream("every.yaml")) {
      Files.copy(in, config);
    }
    List<String> settings = new ArrayList<>();
    settings.add("workflow.workspace=" + folder.resolve("space"));
    settings.add(
        "data_pipeline.data_sources=[{name: rows, type: files, path: '" + rows(classes) + "'}]");
    settings.add(
        "data_pipeline.features.shape=" + (job.kind == FeatureKind.IMAGE ? "[8, 8, 1]" : "[8, 8]"));
    settings.addAll(classes ? OF_CLASSES : OF_ITSELF);
    settings.addAll(narrow(architecture));
    settings.addAll(job.settings);
    return EdgeAiWorkflowOrchestrator.load(config, settings.toArray(new String[0]));
  }

  private static boolean classes(Architecture architecture) {
    return architecture.supports(OutputKind.LOGITS);
  }

  /** Sizes that train in a moment. */
  private static List<String> narrow(Architecture architecture) {
    String type = "model_training.model.type=" + architecture.id();
    return switch (architecture.id()) {
      case "autoencoder" -> List.of(type, "model_training.model.hidden=[16, 4, 16]");
      case "mobilenet_v1", "mobilenet_v2" ->
          List.of(
              type, "model_training.model.width=0.25", "data_pipeline.features.resize=[32, 32]");
      default -> List.of(type);
    };
  }

  /** Noise around one of three patterns; as anomalies, every eleventh row is noise alone. */
  private Path rows(boolean classes) throws IOException {
    Random random = new Random(7);
    double[][] patterns = new double[PATTERNS][];
    for (int i = 0; i < PATTERNS; i++) {
      patterns[i] = random.doubles(FEATURES).map(v -> 2 * v - 1).toArray();
    }
    StringBuilder text = new StringBuilder("label");
    IntStream.range(0, FEATURES).forEach(i -> text.append(",p").append(i));
    text.append('\n');
    for (int row = 0; row < ROWS; row++) {
      boolean anomaly = !classes && row % 11 == 0;
      double[] pattern = patterns[row % PATTERNS];
      text.append(classes ? row % PATTERNS : anomaly ? 1 : 0);
      for (int i = 0; i < FEATURES; i++) {
        double value = anomaly ? random.nextGaussian() : pattern[i] + 0.1 * random.nextGaussian();
        text.append(',').append(value);
      }
      text.append('\n');
    }
    return Files.writeString(folder.resolve("rows.csv"), text);
  }
}
