package io.edgeflow.data.augmentation;

import io.edgeflow.core.sample.FeatureKind;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One random change.
 *
 * @param factor how strong, see {@link Kind}
 */
public record Augmentation(Kind kind, double factor) {
  /** What is changed. */
  public enum Kind {
    /**
     * Of any sample: {@code value + factor · |value| · N(0, 1)}; the factor is a ratio of 0 to 10.
     */
    NOISE(10, false),
    /** Images only: rotation about the centre by an angle within ± factor degrees, 0 to 180. */
    ROTATION(180, true),
    /** Images only: zoom about the centre by a ratio within 1 ± factor, 0 to 0.9. */
    SCALING(0.9, true);

    private final double limit;
    private final boolean ofImages;

    Kind(double limit, boolean ofImages) {
      this.limit = limit;
      this.ofImages = ofImages;
    }

    /** Whether samples of a kind can be changed so. */
    boolean suits(FeatureKind sample) {
      return !ofImages || sample == FeatureKind.IMAGE;
    }

    /** The largest factor. */
    public double limit() {
      return limit;
    }

    /** The name in the configuration. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kind> of(String id) {
      return Stream.of(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }
  }

  /** Checks the factor. */
  public Augmentation {
    if (!(factor >= 0 && factor <= kind.limit())) {
      throw new IllegalArgumentException(kind.id() + " by " + factor);
    }
  }
}
