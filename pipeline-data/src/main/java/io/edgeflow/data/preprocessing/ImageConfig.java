package io.edgeflow.data.preprocessing;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.data.table.FeatureConfig;
import java.util.List;

/**
 * What is done with images before they are resized.
 *
 * @param crop height and width of the middle that is kept; empty keeps all
 * @param grayscale whether colours become their luminance
 * @param resized whether images are resized after that
 */
public record ImageConfig(List<Integer> crop, boolean grayscale, boolean resized) {
  /** Images stay as they are. */
  public static final ImageConfig NONE = new ImageConfig(List.of(), false, false);

  private static final int MAX_SIDE = 4096;

  /** The height and width, in pixels, of the middle that is kept. */
  public static final Field<List<Integer>> CROP =
      Field.integers(
          "crop",
          List.of(),
          1,
          MAX_SIDE,
          "height, width of the middle of an image that is kept; before features.resize");

  /** Whether colours become their luminance. */
  public static final Field<Boolean> GRAYSCALE =
      Field.flag("grayscale", false, "red, green and blue become one channel, their luminance");

  /** Copies the size. */
  public ImageConfig {
    crop = List.copyOf(crop);
  }

  static ImageConfig from(Section section, Problems problems) {
    List<Integer> crop = section.get(CROP);
    if (!crop.isEmpty() && crop.size() != 2) {
      section.refuse(problems, CROP, "must be [height, width]");
      return new ImageConfig(List.of(), section.get(GRAYSCALE), false);
    }
    return new ImageConfig(crop, section.get(GRAYSCALE), false);
  }

  void refuseMisfits(Section section, FeatureConfig features, Problems problems) {
    boolean image = features.kind() == FeatureKind.IMAGE;
    List<Integer> shape = features.shape();
    if (!crop.isEmpty() && (!image || crop.get(0) > shape.get(0) || crop.get(1) > shape.get(1))) {
      section.refuse(
          problems,
          CROP,
          image
              ? "is larger than the image, features.shape: " + shape
              : "is for images; give features.shape: [height, width, channels]");
    }
    if (grayscale && (!image || shape.get(2) != 3)) {
      section.refuse(
          problems, GRAYSCALE, "is for images of three channels; give features.shape: [h, w, 3]");
    }
  }

  /** The same, knowing whether images are resized after it. */
  ImageConfig before(FeatureConfig features) {
    return new ImageConfig(crop, grayscale, !features.size().isEmpty());
  }
}
