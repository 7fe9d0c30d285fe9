package io.edgeflow.data.augmentation;

import io.edgeflow.core.sample.FeatureKind;

class RotationTest extends FactorContract {
  RotationTest() {
    super(new Rotation(), "degrees", 180, FeatureKind.IMAGE);
  }
}
