package io.edgeflow.data.augmentation;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;

/** Images: rotation about the centre by an angle within ± factor degrees, evenly drawn. */
public final class Rotation extends FactorProvider {
  /** Largest angle, to either side. */
  public static final Field<Double> FACTOR =
      factor(180, "degrees", "largest angle, to either side");

  private static final FieldTable FIELDS = FieldTable.of(FACTOR);

  /** The provider. */
  public Rotation() {
    super("rotation", "images turned about their centre by a random angle", FIELDS, FACTOR);
  }

  private record Change(double factor) implements Augmentation {
    private Change {
      check(FACTOR, factor);
    }

    @Override
    public void apply(float[] sample, FeatureSpec features, KeyedRandom random) {
      double degrees = factor * random.nextSymmetric();
      ImageWarp.rotate(sample.clone(), sample, features.image(), degrees);
    }
  }

  /**
   * The change by a factor.
   *
   * @throws IllegalArgumentException if the factor is out of its range
   */
  public static Augmentation by(double factor) {
    return new Change(factor);
  }

  @Override
  public boolean suits(FeatureKind sample) {
    return sample == FeatureKind.IMAGE;
  }

  @Override
  Augmentation change(double value) {
    return by(value);
  }
}
