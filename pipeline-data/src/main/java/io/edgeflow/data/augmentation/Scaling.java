package io.edgeflow.data.augmentation;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;

/** Images: zoom about the centre by a ratio within 1 ± factor, evenly drawn. */
public final class Scaling implements AugmentationProvider {
  /** largest change of the size, either way. */
  public static final Field<Double> FACTOR =
      Factor.field(0.9, "ratio", "largest change of the size, either way");

  private static final FieldTable FIELDS = FieldTable.of(FACTOR);

  private record Change(double factor) implements Augmentation {
    private Change {
      Factor.check(FACTOR, factor);
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
  public String id() {
    return "scaling";
  }

  @Override
  public String description() {
    return "images zoomed about their centre by a random ratio";
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
