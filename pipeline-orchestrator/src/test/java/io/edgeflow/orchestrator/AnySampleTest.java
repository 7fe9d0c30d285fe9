package io.edgeflow.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.preprocess.Encoding;
import io.edgeflow.core.run.Progress;
import io.edgeflow.deploy.EdgeModel;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.predict.CsvPrediction;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.workflow.RunResult;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job for every kind of sample and target, with real parts everywhere. */
class AnySampleTest {
  private static final Path ROOT = Path.of(System.getProperty("edgeflow.root", ".."));

  @TempDir Path folder;

  private EdgeAiWorkflowOrchestrator load(String example, Path data, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "workflow.workspace=" + folder.resolve("space"),
                "data_pipeline.data_sources[0].path=" + data,
                "edge_deployment.local_fleet.devices=2",
                "edge_deployment.deployment.rollout_duration=0.2",
                "model_optimization.export.formats=[tflite]"));
    settings.addAll(List.of(more));
    return EdgeAiWorkflowOrchestrator.load(
        ROOT.resolve("config/examples").resolve(example), settings.toArray(new String[0]));
  }

  private RunResult run(String example, Path data, String... more) {
    return load(example, data, more).run();
  }

  private static void assertPassed(RunResult run) {
    assertThat(run.failure()).isEmpty();
    assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(run.record().stages()).hasSize(5);
    assertThat(run.record().stages().stream().map(StageRecord::gate).filter(g -> g != null))
        .hasSize(5)
        .allMatch(GateReport::passes);
  }

  private static double metric(RunResult run, String stage, String name) {
    return run.metric(stage, name).orElseThrow(() -> new AssertionError("No metric " + name));
  }

  /**
   * The fleet's quality is the evaluator's with the same kernels, and its gate blocks when samples
   * are disturbed. The gate's figure is of kernels that do not depend on the processor: integers of
   * an answer differ by up to three steps of 255, which may turn one row of these few.
   */
  private void assertWatched(
      RunResult run, String example, Path data, String live, String measured, String... more) {
    double watched = metric(run, "monitoring", live);
    double evaluated =
        ShippedFile.quality(
            load(example, data, more).config(), run, measured, folder.resolve("evaluated"));
    assertThat(watched).isCloseTo(evaluated, within(1e-9));
    assertThat(watched)
        .isCloseTo(
            metric(run, "model_optimization", measured + "_int8_tflite"), withinPercentage(4));
    assertThat(run.metric("monitoring", "drift_detected")).hasValue(0);

    List<String> disturbed = new ArrayList<>(List.of(more));
    disturbed.add("monitoring.replay.transform=invert");
    RunResult drill = run(example, data, disturbed.toArray(new String[0]));
    assertThat(drill.metric("monitoring", "drift_detected")).hasValue(1);
    assertThat(drill.exitCode()).isEqualTo(3);

    disturbed.add("monitoring.drift.enabled=false");
    RunResult wrong = run(example, data, disturbed.toArray(new String[0]));
    assertThat(wrong.exitCode()).isEqualTo(3);
    assertThat(wrong.record().error()).contains("quality_retention FAIL");
  }

  @Test
  void classes_of_a_plain_table_go_through_all_stages() throws IOException {
    Path iris = ROOT.resolve("config/examples/data/iris.csv");

    RunResult run = run("iris.yaml", iris);

    assertPassed(run);
    assertThat(Files.readString(run.report()))
        .contains("Confusion matrix on test")
        .contains("virginica")
        .contains("value_petal_length_cm")
        .contains("<td>petal_length_cm</td>");
    assertWatched(run, "iris.yaml", iris, "avg_accuracy", "accuracy");
  }

  @Test
  void texts_and_gaps_of_a_table_are_answered_by_devices_as_the_evaluator_does()
      throws IOException {
    Path flowers = flowers();
    String[] more = {
      "data_pipeline.preprocessing={scale: robust, handle_missing: median,"
          + " encode: {place: one_hot, size: {ordinal: -1}, site: {hashing: 4}}}",
      "data_pipeline.quality.thresholds.completeness=0.9"
    };

    RunResult run = run("iris.yaml", flowers, more);

    assertPassed(run);
    WorkflowConfig config = load("iris.yaml", flowers, more).config();
    double evaluated = ShippedFile.quality(config, run, "accuracy", folder.resolve("evaluated"));
    assertThat(metric(run, "monitoring", "avg_accuracy")).isCloseTo(evaluated, within(1e-9));
    Dataset data = ShippedFile.data(config, folder.resolve("again"));
    try (EdgeModel model = EdgeModel.load(config.workspace().root().resolve("releases/1"))) {
      List<String> ofCodes =
          Stream.of(data.train(), data.validation(), data.test())
              .flatMap(split -> IntStream.range(0, split.rows()).mapToObj(split::raw))
              .map(raw -> model.predict(raw).toString())
              .toList();
      List<String> ofTexts =
          rows(flowers, model).stream().map(raw -> model.predict(raw).toString()).toList();
      assertThat(ofTexts).hasSize(150).containsExactlyInAnyOrderElementsOf(ofCodes);
      StringWriter out = new StringWriter();
      try (Reader in = Files.newBufferedReader(flowers)) {
        CsvPrediction.of(model, in, "flowers.csv", out, Progress.silent());
      }
      List<String> labels =
          rows(flowers, model).stream().map(r -> model.predict(r).label()).toList();
      assertThat(out.toString().lines().skip(1).map(line -> line.split(",", -1)[1]).toList())
          .isEqualTo(labels);
    }
  }

  /** Iris with gaps, and with texts that say something, one of them on one flower only. */
  private Path flowers() throws IOException {
    List<String> iris = Files.readAllLines(ROOT.resolve("config/examples/data/iris.csv"));
    List<String> lines = new ArrayList<>(List.of("place,size,site," + iris.get(0)));
    String[] sizes = {"small", "medium", "large"};
    for (int i = 1; i < iris.size(); i++) {
      List<String> cells = new ArrayList<>(List.of(iris.get(i).split(",", -1)));
      if (i % 9 == 0) {
        cells.set(i % 4, "");
      }
      String place = i % 11 == 0 ? "" : i < 51 ? "shore" : i % 2 == 0 ? "hill" : "wood, deep";
      String size = i == 77 ? "giant" : sizes[i % 3];
      lines.add('"' + place + "\"," + size + ",site " + i % 30 + "," + String.join(",", cells));
    }
    return Files.write(folder.resolve("flowers.csv"), lines);
  }

  /** The raw rows of a file, texts by the codes of a model. */
  private static List<float[]> rows(Path file, EdgeModel model) throws IOException {
    List<float[]> rows = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord line : csv) {
        float[] row = new float[model.columns().size()];
        for (int i = 0; i < row.length; i++) {
          String cell = line.getField(model.columns().get(i));
          Encoding encoding = model.encodings().get(i);
          row[i] =
              cell.isEmpty()
                  ? Float.NaN
                  : encoding == null ? Float.parseFloat(cell) : encoding.code(cell);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  @Test
  void values_go_through_all_stages() throws IOException {
    Path diabetes = ROOT.resolve("config/examples/data/diabetes.csv");

    RunResult run = run("diabetes.yaml", diabetes);

    assertPassed(run);
    assertThat(Files.readString(run.report()))
        .contains("Predicted and true progression on test")
        .contains("predicted_progression")
        .contains("rmse_retention")
        .contains("RMSE, int8 file")
        .contains("off by ")
        .doesNotContain("NaN");
    assertWatched(run, "diabetes.yaml", diabetes, "avg_rmse", "rmse");
  }

  @Test
  void anomalies_of_a_series_go_through_all_stages() throws IOException {
    Path windows = windows();
    String[] small = {
      "data_pipeline.data_sources=[{name: pump, type: files, path: '" + windows + "'}]",
      "data_pipeline.features={target: self, anomaly: anomaly, anomaly_quantile: 0.95,"
          + " shape: [4, 2]}",
      "data_pipeline.split={train: 0.6, validation: 0.2, test: 0.2}",
      "model_training.model.hidden=[16, 2, 16]",
      "model_training.training={epochs: 40, batch_size: 16, learning_rate: 0.01}",
      "edge_deployment.deployment.min_inferences=40",
      "edge_deployment.validation.golden_accuracy=0.95"
    };

    RunResult run = run("pump.yaml", windows, small);

    assertPassed(run);
    assertThat(metric(run, "model_training", "roc_auc")).isGreaterThan(0.9);
    assertThat(Files.readString(run.report()))
        .contains("Reconstruction errors on test")
        .contains("channel_1_mean")
        .contains("ROC AUC, int8 file")
        .containsPattern("✗ wrong|✓ right")
        .contains("<span>truth anomaly</span>");
    assertWatched(run, "pump.yaml", windows, "avg_f1", "f1", small);
  }

  /** Normal windows are two waves that a phase and a level tell; anomalies are noise. */
  private Path windows() throws IOException {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder("anomaly");
    for (int i = 0; i < 8; i++) {
      text.append(",s").append(i % 2).append('_').append(i / 2);
    }
    text.append('\n');
    for (int row = 0; row < 660; row++) {
      boolean anomaly = row % 11 == 0;
      double phase = random.nextDouble() * Math.PI;
      double level = random.nextGaussian();
      text.append(anomaly ? 1 : 0);
      for (int i = 0; i < 8; i++) {
        double wave = Math.sin(phase + Math.floorDiv(i, 2)) * (i % 2 + 1) + level;
        text.append(',').append(anomaly ? random.nextGaussian() * 2 : wave);
      }
      text.append('\n');
    }
    return Files.writeString(folder.resolve("windows.csv"), text);
  }
}
