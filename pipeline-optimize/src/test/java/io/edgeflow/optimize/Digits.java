package io.edgeflow.optimize;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.dataset.NpyWriter;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.tensor.ElementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The shipped digits as a data set: every seventh row for validation, every other seventh for test.
 */
public final class Digits {
  private static final ImageShape RAW = new ImageShape(8, 8, 1);

  private final ArtifactStore store;
  private final Preprocessing preprocessing;
  private final List<float[]> rows;

  private Digits(ArtifactStore store, ImageShape features) throws IOException {
    this.store = store;
    List<String> columns = IntStream.range(0, RAW.size()).mapToObj(i -> "p" + i).toList();
    this.preprocessing =
        new Preprocessing(
            columns,
            FeatureSpec.image(RAW),
            List.of(new PreprocessStep.Resize(RAW, features)),
            FeatureSpec.image(features),
            List.of(new PreprocessStep.MinMax(Floats.of(0), Floats.of(16))));
    Path file = Path.of(System.getProperty("edgeflow.root"), "config", "data", "digits.csv");
    this.rows = Files.readAllLines(file).stream().skip(1).map(Digits::numbers).toList();
  }

  /** The data set with images of the given side. */
  public static DatasetManifest manifest(ArtifactStore store, int side) {
    try {
      Digits digits = new Digits(store, new ImageShape(side, side, 1));
      Schema schema =
          new Schema(
              digits.preprocessing.columns(),
              digits.preprocessing.input(),
              digits.preprocessing.output(),
              new ClassTarget(
                  "label", IntStream.range(0, 10).mapToObj(Integer::toString).toList()));
      return new DatasetManifest(
          "0".repeat(64),
          schema,
          digits.preprocessing,
          new Baseline(List.of(), Map.of()),
          digits.split(row -> row % 7 > 1),
          digits.split(row -> row % 7 == 0),
          digits.split(row -> row % 7 == 1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private SplitFiles split(IntPredicate wanted) throws IOException {
    int[] chosen = IntStream.range(0, rows.size()).filter(wanted).toArray();
    ImageShape shape = preprocessing.output().image();
    Path folder = store.scratch();
    Path features = folder.resolve("features.npy");
    Path raw = folder.resolve("raw.npy");
    Path labels = folder.resolve("labels.npy");
    try (NpyWriter featureWriter =
            new NpyWriter(
                features, ElementType.FLOAT32, shape.height(), shape.width(), shape.channels());
        NpyWriter rawWriter = new NpyWriter(raw, ElementType.FLOAT32, RAW.size());
        NpyWriter labelWriter = new NpyWriter(labels, ElementType.INT32)) {
      for (int row : chosen) {
        float[] numbers = rows.get(row);
        float[] pixels = Arrays.copyOf(numbers, RAW.size());
        featureWriter.append(preprocessing.prepared(pixels));
        rawWriter.append(pixels);
        labelWriter.append((int) numbers[RAW.size()]);
      }
    }
    return new SplitFiles(chosen.length, stored(features), stored(raw), stored(labels));
  }

  private List<Artifact> stored(Path file) {
    return List.of(store.put(String.valueOf(file.getFileName()), file));
  }

  private static float[] numbers(String line) {
    String[] cells = line.split(",", -1);
    float[] numbers = new float[cells.length];
    for (int i = 0; i < cells.length; i++) {
      numbers[i] = Float.parseFloat(cells[i]);
    }
    return numbers;
  }
}
