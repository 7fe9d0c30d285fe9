package io.edgeflow.core.testing;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.dataset.NpyWriter;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.ElementType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Data sets of any sample and any target, from rows in memory; nothing is preprocessed. */
public record Samples(ArtifactStore store, FeatureSpec spec, Target target) {
  /** Columns of {@link #values}; the second has a spread a thousand times that of the first. */
  public static final ValueTarget TWO_VALUES =
      new ValueTarget(List.of("small", "large"), Floats.of(2, 500), Floats.of(0.5f, 500));

  /** What the rows are. */
  public Schema schema() {
    return new Schema(columns(), spec, spec, target);
  }

  /** The preprocessing that does nothing. */
  public Preprocessing preprocessing() {
    return new Preprocessing(columns(), spec, List.of(), spec, List.of());
  }

  private List<String> columns() {
    return IntStream.range(0, spec.size()).mapToObj(i -> "p" + i).toList();
  }

  /** A manifest of three splits. */
  public DatasetManifest manifest(SplitFiles train, SplitFiles validation, SplitFiles test) {
    Baseline nothing = new Baseline(List.of(), Map.of());
    return new DatasetManifest(
        "version", schema(), preprocessing(), nothing, train, validation, test);
  }

  /** Three splits, opened. */
  public Dataset dataset(SplitFiles train, SplitFiles validation, SplitFiles test) {
    return Dataset.open(manifest(train, validation, test), store);
  }

  /** One class a row, or 1 for an anomaly. */
  public SplitFiles split(float[][] features, int[] truth) {
    return split(
        features,
        y -> {
          for (int value : truth) {
            y.append(value);
          }
        });
  }

  /** Values, some a row. */
  public SplitFiles split(float[][] features, float[][] truth) {
    return split(
        features,
        y -> {
          for (float[] values : truth) {
            y.append(values);
          }
        });
  }

  /** Rows without a truth. */
  public SplitFiles split(float[][] features) {
    SplitFiles files = split(features, y -> {});
    return new SplitFiles(features.length, files.features(), files.raw(), List.of());
  }

  @FunctionalInterface
  private interface Writing {
    void to(NpyWriter writer) throws IOException;
  }

  private SplitFiles split(float[][] features, Writing truth) {
    try {
      Path folder = store.scratch();
      int[] dims = spec.dims(1);
      int[] each = Arrays.copyOfRange(dims, 1, dims.length);
      boolean whole = target.truthType() == ElementType.INT32;
      int[] width = whole ? new int[0] : new int[] {target.truth().size()};
      try (NpyWriter x = new NpyWriter(folder.resolve("x.npy"), ElementType.FLOAT32, each);
          NpyWriter y = new NpyWriter(folder.resolve("y.npy"), target.truthType(), width)) {
        for (float[] row : features) {
          x.append(row);
        }
        truth.to(y);
      }
      List<Artifact> x = List.of(store.put("features.npy", folder.resolve("x.npy")));
      List<Artifact> y = List.of(store.put("truths.npy", folder.resolve("y.npy")));
      return new SplitFiles(features.length, x, x, y);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Four features and {@link #TWO_VALUES} that follow from them, without noise. */
  public static Samples values(ArtifactStore store) {
    return new Samples(store, FeatureSpec.vector(4), TWO_VALUES);
  }

  /** Rows of {@link #values}. */
  public SplitFiles valueRows(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] features = new float[rows][];
    float[][] truth = new float[rows][];
    for (int row = 0; row < rows; row++) {
      features[row] = noise(random, spec.size());
      float[] x = features[row];
      truth[row] = new float[] {2 + 0.5f * (x[0] - x[1]), 500 + 500 * (x[2] + x[3] * x[3])};
    }
    return split(features, truth);
  }

  /** Sine waves of any phase in two channels, sixteen steps; anomalies are noise. */
  public static Samples waves(ArtifactStore store, Target target) {
    return new Samples(store, FeatureSpec.series(16, 2), target);
  }

  /** Waves, of which every fourth is an anomaly, or none. */
  public SplitFiles waveRows(int rows, boolean anomalies, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] features = new float[rows][];
    int[] truth = new int[rows];
    for (int row = 0; row < rows; row++) {
      truth[row] = anomalies && row % 4 == 0 ? 1 : 0;
      features[row] = truth[row] == 1 ? noise(random, spec.size()) : wave(random);
    }
    return split(features, truth);
  }

  private float[] wave(SplittableRandom random) {
    double phase = 2 * Math.PI * random.nextDouble();
    float[] values = new float[spec.size()];
    for (int i = 0; i < values.length; i++) {
      double angle = phase + Math.floorDiv(i, 2) * Math.PI / 8;
      values[i] = (float) (i % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
    }
    return values;
  }

  private static float[] noise(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }
}
