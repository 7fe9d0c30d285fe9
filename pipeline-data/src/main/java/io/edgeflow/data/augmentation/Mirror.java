package io.edgeflow.data.augmentation;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;

/** Images: left and right exchanged, with a probability. Equal to {@code numpy.fliplr}. */
public final class Mirror implements AugmentationProvider {
  /** How many of the samples are mirrored. */
  public static final Field<Double> PROBABILITY =
      Field.number("probability", 0.5, 0, 1, "share of the samples that are mirrored").in("ratio");

  private static final FieldTable FIELDS = FieldTable.of(PROBABILITY);

  private record Change(double probability) implements Augmentation {
    @Override
    public void apply(float[] sample, FeatureSpec features, KeyedRandom random) {
      if (random.nextDouble() < probability) {
        flip(sample, features.channels(), features.axes().get(1).size());
      }
    }

    private static void flip(float[] sample, int channels, int width) {
      for (int row = 0; row < sample.length; row += width * channels) {
        for (int column = 0; column < width / 2; column++) {
          for (int channel = 0; channel < channels; channel++) {
            int left = row + column * channels + channel;
            int right = row + (width - 1 - column) * channels + channel;
            float value = sample[left];
            sample[left] = sample[right];
            sample[right] = value;
          }
        }
      }
    }
  }

  @Override
  public String id() {
    return "mirror";
  }

  @Override
  public String description() {
    return "images with left and right exchanged";
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
    return new Change(entry.get(PROBABILITY));
  }
}
