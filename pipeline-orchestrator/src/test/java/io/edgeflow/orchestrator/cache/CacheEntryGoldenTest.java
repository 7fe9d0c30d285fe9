package io.edgeflow.orchestrator.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ExportedModel;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.testing.GoldenFile;
import io.edgeflow.data.DataCollection;
import io.edgeflow.data.DataResult;
import io.edgeflow.data.preprocessing.RawSplit;
import io.edgeflow.data.preprocessing.RawSplits;
import io.edgeflow.data.quality.DataQualityMetrics;
import io.edgeflow.data.source.LandedSource;
import io.edgeflow.optimize.ModelMeasurement;
import io.edgeflow.optimize.OptimizationResult;
import io.edgeflow.optimize.OptimizationSummary;
import io.edgeflow.train.TrainingResult;
import io.edgeflow.train.evaluation.ClassEvaluation;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.loop.EpochMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kept output of each stage by version. */
class CacheEntryGoldenTest {
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
  private static final Artifact FILE =
      new Artifact("file", io.edgeflow.core.artifact.Sha256.of(CONTENT), CONTENT.length);
  private static final Evaluation EVALUATION =
      new ClassEvaluation(
          2,
          0.5,
          0.25,
          0.5,
          1 / 3.0,
          0.1,
          List.of(new ClassEvaluation.ClassMetrics(0, 2, 0.5, 0.5, 0.5)),
          List.of(List.of(1L, 1L), List.of(0L, 0L)));
  private static final List<EpochMetrics> EPOCHS =
      List.of(
          new EpochMetrics(
              1, 0.1, 0.2, Map.of("train_accuracy", 0.5, "val_accuracy", 0.25), 1234.5));

  @TempDir private Path folder;
  private Workspace workspace;
  private StageCache cache;

  @BeforeEach
  void with_the_file_of_the_entries() {
    workspace = new Workspace(folder);
    workspace.artifacts().put("file", CONTENT);
    cache = new StageCache(workspace, workspace.artifacts());
  }

  static Stream<Object> outputs() {
    return Stream.of(data(), training(FILE), optimization());
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void version_5_is_written_to_the_byte(Object output) throws IOException {
    cache.put(key(output), output);

    GoldenFile.assertWritten(golden(output, "v5"), Files.readAllBytes(entry(output)));
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void version_5_reads_to_its_value(Object output) throws IOException {
    put(output, GoldenFile.text(golden(output, "v5")));

    assertThat(cache.find(key(output), output.getClass()).map(Object.class::cast)).contains(output);
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void entries_of_images_and_classes_alone_are_a_miss(Object output) throws IOException {
    for (String version : List.of("v1", "v2")) {
      put(output, GoldenFile.text(golden(output, version)));

      assertThat(cache.find(key(output), output.getClass())).as(version).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void version_3_reads_but_that_of_data_without_times_is_a_miss(Object output) throws IOException {
    put(output, GoldenFile.text(golden(output, "v3")));

    Optional<Object> found = cache.find(key(output), output.getClass()).map(Object.class::cast);

    assertThat(found)
        .isEqualTo(output instanceof DataResult ? Optional.empty() : Optional.of(older(output)));
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void version_4_reads_and_that_of_training_has_no_samples(Object output) throws IOException {
    put(output, GoldenFile.text(golden(output, "v4")));

    assertThat(cache.find(key(output), output.getClass()).map(Object.class::cast))
        .contains(older(output));
  }

  private static Object older(Object output) {
    return output instanceof TrainingResult ? training(null) : output;
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void an_entry_that_is_not_understood_is_a_miss(Object output) throws IOException {
    String text = GoldenFile.text(golden(output, "v5"));

    put(output, GoldenFile.withVersion(text, 6));
    assertThat(cache.find(key(output), output.getClass())).isEmpty();

    put(output, GoldenFile.withUnknownField(text));
    assertThat(cache.find(key(output), output.getClass())).isEmpty();
  }

  private void put(Object output, String text) throws IOException {
    Files.createDirectories(workspace.cache());
    Files.writeString(entry(output), text);
  }

  private static String golden(Object output, String version) {
    return "cache-entry-" + stage(output) + "." + version + ".json";
  }

  private static String stage(Object output) {
    return output instanceof DataResult
        ? "data"
        : output instanceof TrainingResult ? "training" : "optimization";
  }

  private static StageKey key(Object output) {
    return new StageKey(
        stage(output),
        "{\"a\":1}",
        List.of("a".repeat(64), "b".repeat(64)),
        42,
        2,
        List.of("java 17 amd64"),
        "c".repeat(64));
  }

  private Path entry(Object output) {
    return workspace.cache().resolve(key(output).sha256() + ".json");
  }

  private static DataResult data() {
    FeatureSpec pair = FeatureSpec.vector(2).of(ElementType.UINT8);
    Schema schema =
        new Schema(List.of("p0", "p1"), pair, pair, new ClassTarget("label", List.of("0", "1")));
    RawSplit raw = new RawSplit(List.of(1L, 1L), List.of(FILE), List.of(FILE));
    Metric metric = Metric.ratio("completeness", 0.99, 1797);
    Metric unmeasured = Metric.ratio("timeliness", Double.NaN, 0);
    DataCollection collection =
        new DataCollection(
            "d".repeat(64),
            3,
            2,
            1,
            new RawSplits(schema, raw, raw, raw),
            FILE,
            new DataQualityMetrics(metric, metric, metric, unmeasured, metric),
            List.of(FILE),
            List.of(
                new LandedSource("digits", LandedSource.Format.CSV, "digits.csv", ";", FILE),
                new LandedSource("more", LandedSource.Format.JSON, "more.json", "", FILE)));
    SplitFiles split = new SplitFiles(2, List.of(FILE), List.of(FILE), List.of(FILE));
    Preprocessing preprocessing =
        new Preprocessing(schema.columns(), pair, List.of(), pair, List.of());
    return new DataResult(
        collection,
        new DatasetManifest(
            "d".repeat(64),
            schema,
            preprocessing,
            new Baseline(List.of(), Map.of()),
            split,
            split,
            split));
  }

  private static TrainingResult training(@Nullable Artifact samples) {
    return new TrainingResult(
        FILE,
        1,
        EPOCHS,
        EVALUATION,
        EVALUATION,
        samples,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static OptimizationResult optimization() {
    ModelMeasurement original = measurement(Format.ONNX, Precision.FP32, null);
    ModelMeasurement small = measurement(Format.TFLITE, Precision.INT8, 0.5);
    return new OptimizationResult(
        FILE,
        List.of(original),
        List.of(small),
        OptimizationSummary.of(original, small),
        0.5,
        EPOCHS,
        List.of());
  }

  private static ModelMeasurement measurement(Format format, Precision precision, Double zeros) {
    return new ModelMeasurement(
        new ExportedModel(FILE, format, precision),
        "runtime 1.0",
        EVALUATION,
        0.1,
        1,
        0.25,
        0.5,
        zeros,
        null);
  }
}
