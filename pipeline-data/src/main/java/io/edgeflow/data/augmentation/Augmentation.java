package io.edgeflow.data.augmentation;

import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.sample.FeatureSpec;

/** One random change of a sample, as configured. Thread-safe. */
@FunctionalInterface
public interface Augmentation {
  /**
   * Changes one sample in place. What it becomes depends on the arguments alone.
   *
   * @param sample its values, preprocessed, in the order of {@code features}
   * @param features what it is; of a kind that {@link AugmentationProvider#suits} takes
   * @param random the only source of chance, of its own for each seed, epoch, row and place in the
   *     list; any number of draws may be taken
   */
  void apply(float[] sample, FeatureSpec features, KeyedRandom random);
}
