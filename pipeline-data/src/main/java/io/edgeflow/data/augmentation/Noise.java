package io.edgeflow.data.augmentation;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;

/** Any sample: each value becomes {@code value + factor · |value| · N(0, 1)}. */
public final class Noise extends FactorProvider {
  /** Standard deviation of the noise as a share of |value|. */
  public static final Field<Double> FACTOR =
      factor(10, "ratio", "standard deviation of the noise as a share of |value|");

  private static final FieldTable FIELDS = FieldTable.of(FACTOR);

  /** The provider. */
  public Noise() {
    super("noise", "noise on each value of any sample, relative to the value", FIELDS, FACTOR);
  }

  private record Change(double factor) implements Augmentation {
    private Change {
      check(FACTOR, factor);
    }

    @Override
    public void apply(float[] sample, FeatureSpec features, KeyedRandom random) {
      for (int i = 0; i < sample.length; i++) {
        sample[i] += (float) (factor * Math.abs(sample[i]) * Gaussian.next(random));
      }
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
    return true;
  }

  @Override
  Augmentation change(double value) {
    return by(value);
  }
}
