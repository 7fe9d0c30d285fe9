package io.edgeflow.data.archive;

import io.edgeflow.data.image.Image;
import java.util.Locale;
import java.util.Optional;

/** What becomes of an image whose size is not the wanted one. */
public enum Fit {
  /** It is refused. */
  EXACT {
    @Override
    Optional<Image> apply(Image image, int height, int width) {
      return Optional.of(image).filter(i -> i.height() == height && i.width() == width);
    }
  },
  /** It is resized, whatever its proportions. */
  STRETCH {
    @Override
    Optional<Image> apply(Image image, int height, int width) {
      return Optional.of(image.resized(height, width));
    }
  },
  /** The largest part in its middle of the wanted proportions is resized. */
  CROP {
    @Override
    Optional<Image> apply(Image image, int height, int width) {
      return Optional.of(image.filling(height, width));
    }
  };

  /** The word in a configuration. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The image in a size; empty when it is refused. */
  abstract Optional<Image> apply(Image image, int height, int width);
}
