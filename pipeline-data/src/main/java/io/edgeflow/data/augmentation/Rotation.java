package io.edgeflow.data.augmentation;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;

/** Images: rotation about the centre by an angle within ± factor degrees, evenly drawn. */
public final class Rotation implements AugmentationProvider {
  /** largest angle, to either side. */
  public static final Field<Double> FACTOR =
      Factor.field(180, "degrees", "largest angle, to either side");

  private static final FieldTable FIELDS = FieldTable.of(FACTOR);

  private record Change(double factor) implements Augmentation {
    private Change {
      Factor.check(FACTOR, factor);
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
  public String id() {
    return "rotation";
  }

  @Override
  public String description() {
    return "images turned about their centre by a random angle";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public boolean suits(FeatureKind sample) {
    return sample == FeatureKind.IMAGE;
  }

  @Override
  public Augmentation augmentation(Section entry, Problems problems) {
    return by(entry.get(FACTOR));
  }
}
