package io.edgeflow.train.testing;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.testing.Samples;
import io.edgeflow.train.architecture.Network;
import io.edgeflow.train.loop.EpochMetrics;
import io.edgeflow.train.loop.TrainingLoop;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.optimizer.Optimizer;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Three patterns with a little noise, of any kind of sample, as classes, values or themselves. */
public final class Patterns {
  private static final int ROWS = 48;
  private static final int PATTERNS = 3;

  private final Target target;
  private final Samples samples;
  private final float[][] patterns = new float[PATTERNS][];

  public Patterns(ArtifactStore store, FeatureSpec input, Target target) {
    this.target = target;
    samples = new Samples(store, input, target);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < PATTERNS; i++) {
      patterns[i] = noise(random, input.size(), 1);
    }
  }

  /** Trains a network on them for a few epochs. */
  public List<EpochMetrics> fit(Network network, Path folder) {
    Dataset data = samples.dataset(rows(2), rows(3), rows(4));
    return TrainingLoop.fit(
            network.untrained(samples.spec(), target, 1, null),
            data,
            BatchTransform.none(),
            new TrainingOptions(12, 8, 0.005, Optimizer.Kind.ADAM),
            Loss.of(target),
            new Recorded().context(folder, 42, 1))
        .history();
  }

  private SplitFiles rows(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] features = new float[ROWS][];
    int[] classes = new int[ROWS];
    float[][] values = new float[ROWS][];
    for (int row = 0; row < ROWS; row++) {
      int pattern = row % PATTERNS;
      features[row] = noise(random, samples.spec().size(), 0.1f);
      for (int i = 0; i < features[row].length; i++) {
        features[row][i] += patterns[pattern][i];
      }
      classes[row] = pattern;
      values[row] = new float[] {pattern, -pattern};
    }
    return switch (target.output()) {
      case LOGITS -> samples.split(features, classes);
      case VALUES -> samples.split(features, values);
      case RECONSTRUCTION -> samples.split(features);
    };
  }

  private static float[] noise(SplittableRandom random, int size, float scale) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = scale * (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }
}
