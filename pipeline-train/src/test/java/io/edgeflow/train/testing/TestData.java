package io.edgeflow.train.testing;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.testing.Samples;
import io.edgeflow.train.architecture.Cnn;
import io.edgeflow.train.architecture.Network;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small data sets: class {@code c} is a bright bar in row {@code 2 c} of a noisy image. */
public final class TestData {
  public static final FeatureSpec SPEC = FeatureSpec.image(new ImageShape(8, 8, 1));
  private static final int WIDTH = 8;
  public static final int CLASSES = 4;
  public static final ClassTarget TARGET =
      new ClassTarget("label", IntStream.range(0, CLASSES).mapToObj(i -> "class " + i).toList());

  private TestData() {}

  /** A convolutional network of a width. */
  public static Network cnn(double width) {
    return Network.of(new Cnn(), keys -> keys.set(Cnn.WIDTH, width));
  }

  public static Samples samples(ArtifactStore store) {
    return new Samples(store, SPEC, TARGET);
  }

  public static DatasetManifest manifest(ArtifactStore store, int train, int validation, int test) {
    return samples(store)
        .manifest(bars(train, 1, store), bars(validation, 2, store), bars(test, 3, store));
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
    return samples(store).split(images, labels);
  }

  private static float[] bar(int label, SplittableRandom random) {
    float[] image = new float[SPEC.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) (random.nextDouble() - 0.5);
    }
    int from = 2 * label * WIDTH;
    Arrays.fill(image, from, from + WIDTH, 2f);
    return image;
  }
}
