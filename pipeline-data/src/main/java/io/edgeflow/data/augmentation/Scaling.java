package io.edgeflow.data.augmentation;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;

/** Images: zoom about the centre by a ratio within 1 ± factor, evenly drawn. */
public final class Scaling extends FactorProvider {
  /** Largest change of the size, either way. */
  public static final Field<Double> FACTOR =
      factor(0.9, "ratio", "largest change of the size, either way");

  private static final FieldTable FIELDS = FieldTable.of(FACTOR);

  /** The provider. */
  public Scaling() {
    super("scaling", "images zoomed about their centre by a random ratio", FIELDS, FACTOR);
  }

  private record Change(double factor) implements Augmentation {
    private Change {
      check(FACTOR, factor);
    }

    @Override
    public void apply(float[] sample, FeatureSpec features, KeyedRandom random) {
      double ratio = 1 + factor * random.nextSymmetric();
      ImageWarp.zoom(sample.clone(), sample, features.image(), ratio);
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
