package io.edgeflow.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.baseline.Summaries;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A prepared data set on disk: its manifest, and an array as the first version wrote it. */
class DatasetManifestGoldenTest {
  private static final String MANIFEST = "dataset-manifest.v2.json";
  private static final String ARRAY = "array.v1.npy";

  @Test
  void the_manifest_of_version_2_is_written_to_the_byte() throws IOException {
    GoldenFile.assertWritten(MANIFEST, Json.pretty(manifest()));
  }

  @Test
  void the_manifest_of_version_2_reads_to_its_value() throws IOException {
    DatasetManifest read = Json.read(GoldenFile.text(MANIFEST), DatasetManifest.class, MANIFEST);

    assertThat(read).isEqualTo(manifest());
  }

  @Test
  void the_array_of_version_1_is_written_to_the_byte(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("array");
    try (NpyWriter array = new NpyWriter(file, ElementType.FLOAT32, 3)) {
      array.append(new float[] {1, Float.NaN, -0.1f});
      array.append(new float[] {4, 5, 6});
    }

    GoldenFile.assertWritten(ARRAY, Files.readAllBytes(file));
  }

  @Test
  void the_array_of_version_1_reads_to_its_value(@TempDir Path folder) throws IOException {
    Path copy = Files.copy(GoldenFile.path(ARRAY), folder.resolve("array"));

    Npy read = Npy.map(copy);

    assertThat(read.type()).isEqualTo(ElementType.FLOAT32);
    assertThat(read.dims()).containsExactly(2, 3);
    float[] values = new float[6];
    read.data().asFloatBuffer().get(values);
    assertThat(values).containsExactly(1, Float.NaN, -0.1f, 4, 5, 6);
  }

  private static DatasetManifest manifest() {
    FeatureSpec pair = FeatureSpec.vector(2);
    Preprocessing preprocessing =
        new Preprocessing(
            List.of("p0", "p1"),
            pair,
            List.of(),
            pair,
            List.of(
                new PreprocessStep.ImputeMean(Floats.of(8.25f, 0.1f)),
                new PreprocessStep.MinMax(Floats.of(0f), Floats.of(16f))));
    Histogram histogram = new Histogram(List.of(0.0, 0.1, 1.0), List.of(0L, 3L, 4L, 1L));
    return new DatasetManifest(
        "d".repeat(64),
        new Schema(
            List.of("p0", "p1"),
            pair.of(ElementType.UINT8),
            pair,
            new ClassTarget("label", List.of("left", "ü"))),
        preprocessing,
        new Baseline(
            Summaries.ofInput(pair, List.of("p0", "p1")),
            Map.of("value_p0", histogram, "value_p1", histogram)),
        split("train", 8, 'a'),
        split("validation", 2, 'b'),
        split("test", 0, 'c'));
  }

  private static SplitFiles split(String name, int rows, char digit) {
    return new SplitFiles(
        rows,
        List.of(artifact(name + ".features.0.npy", digit), artifact(name + ".features.1.npy", '1')),
        List.of(artifact(name + ".raw.0.npy", digit)),
        List.of(artifact(name + ".truths.0.npy", digit)));
  }

  private static Artifact artifact(String name, char digit) {
    return new Artifact(name, String.valueOf(digit).repeat(64), 152);
  }
}
