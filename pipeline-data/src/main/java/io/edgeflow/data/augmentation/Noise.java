package io.edgeflow.data.augmentation;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;

/** Any sample: each value becomes {@code value + factor · |value| · N(0, 1)}. */
public final class Noise implements AugmentationProvider {
  /** standard deviation of the noise as a share of |value|. */
  public static final Field<Double> FACTOR =
      Factor.field(10, "ratio", "standard deviation of the noise as a share of |value|");

  private static final FieldTable FIELDS = FieldTable.of(FACTOR);

  private record Change(double factor) implements Augmentation {
    private Change {
      Factor.check(FACTOR, factor);
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
  public String id() {
    return "noise";
  }

  @Override
  public String description() {
    return "noise on each value of any sample, relative to the value";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public boolean suits(FeatureKind sample) {
    return true;
  }

  @Override
  public Augmentation augmentation(Section entry, Problems problems) {
    return by(entry.get(FACTOR));
  }
}
