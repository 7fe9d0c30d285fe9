package io.edgeflow.data.augmentation;

import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.sample.FeatureSpec;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Changes training samples at random, in place. What a row gets depends on the seed, the epoch, the
 * row and the place in the list alone: not on the batch, the order, the threads or the platform.
 * Thread-safe.
 *
 * <pre>{@code
 * BatchTransform augmentor = new DataAugmentor(List.of(Rotation.by(15)), 42);
 * augmentor.apply(batch, new int[] {7, 8}, FeatureSpec.image(new ImageShape(32, 32, 1)), 0);
 * }</pre>
 */
public final class DataAugmentor implements BatchTransform {
  private final List<Augmentation> augmentations;
  private final long seed;

  /** An augmentor that makes the given changes in order. */
  public DataAugmentor(List<Augmentation> augmentations, long seed) {
    this.augmentations = List.copyOf(augmentations);
    this.seed = seed;
  }

  @Override
  public void apply(FloatBuffer batch, int[] rows, FeatureSpec features, int epoch) {
    float[] sample = new float[features.size()];
    for (int i = 0; i < rows.length; i++) {
      batch.get(i * features.size(), sample);
      for (int k = 0; k < augmentations.size(); k++) {
        augmentations.get(k).apply(sample, features, KeyedRandom.of(seed, epoch, rows[i], k));
      }
      batch.put(i * features.size(), sample);
    }
  }
}
