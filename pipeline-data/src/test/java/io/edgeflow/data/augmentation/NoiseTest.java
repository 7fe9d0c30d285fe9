package io.edgeflow.data.augmentation;

import io.edgeflow.core.sample.FeatureKind;

class NoiseTest extends FactorContract {
  NoiseTest() {
    super(new Noise(), "ratio", 10, FeatureKind.values());
  }
}
