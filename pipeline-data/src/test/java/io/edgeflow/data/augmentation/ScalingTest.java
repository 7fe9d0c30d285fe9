package io.edgeflow.data.augmentation;

import io.edgeflow.core.sample.FeatureKind;

class ScalingTest extends FactorContract {
  ScalingTest() {
    super(new Scaling(), "ratio", 0.9, FeatureKind.IMAGE);
  }
}
