package io.edgeflow.train.testing;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.dataset.NpyWriter;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.preprocess.ImageShape;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.tensor.ElementType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small data sets: class {@code c} is a bright bar in row {@code 2 c} of a noisy image. */
public final class TestData {
  public static final ImageShape SHAPE = new ImageShape(8, 8, 1);
  public static final int CLASSES = 4;

  private TestData() {}

  public static Schema schema() {
    List<String> columns = IntStream.range(0, SHAPE.size()).mapToObj(i -> "p" + i).toList();
    List<String> labels = IntStream.range(0, CLASSES).mapToObj(i -> "class " + i).toList();
    return new Schema(columns, "label", labels, SHAPE, SHAPE);
  }

  public static Preprocessing preprocessing() {
    return new Preprocessing(schema().columns(), SHAPE, SHAPE, List.of());
  }

  public static DatasetManifest manifest(ArtifactStore store, int train, int validation, int test) {
    return manifest(store, bars(train, 1, store), bars(validation, 2, store), bars(test, 3, store));
  }

  public static DatasetManifest manifest(
      ArtifactStore store, SplitFiles train, SplitFiles validation, SplitFiles test) {
    return new DatasetManifest(
        "version", schema(), preprocessing(), new Baseline(Map.of()), train, validation, test);
  }

  public static Dataset dataset(ArtifactStore store, int train, int validation, int test) {
    return Dataset.open(manifest(store, train, validation, test), store);
  }

  /** Rows of bars, classes in turn. */
  public static SplitFiles bars(int rows, long seed, ArtifactStore store) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] images = new float[rows][];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = row % CLASSES;
      images[row] = bar(labels[row], random);
    }
    return split(images, labels, store);
  }

  public static SplitFiles split(float[][] images, int[] labels, ArtifactStore store) {
    try {
      Path folder = store.scratch();
      try (NpyWriter x = new NpyWriter(folder.resolve("x.npy"), ElementType.FLOAT32, 8, 8, 1);
          NpyWriter y = new NpyWriter(folder.resolve("y.npy"), ElementType.INT32)) {
        for (int row = 0; row < images.length; row++) {
          x.append(images[row]);
          y.append(labels[row]);
        }
      }
      var features = List.of(store.put("features.npy", folder.resolve("x.npy")));
      var truth = List.of(store.put("labels.npy", folder.resolve("y.npy")));
      return new SplitFiles(images.length, features, features, truth);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] bar(int label, SplittableRandom random) {
    float[] image = new float[SHAPE.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) (random.nextDouble() - 0.5);
    }
    int from = 2 * label * SHAPE.width();
    Arrays.fill(image, from, from + SHAPE.width(), 2f);
    return image;
  }
}
