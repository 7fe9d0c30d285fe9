package io.edgeflow.data.preprocessing;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps from a raw image to the one that a model takes: cropped, gray, resized.
 *
 * @param features what the last step gives
 */
record ImageShaping(List<PreprocessStep> steps, FeatureSpec features) {
  /** Of a schema whose features are the raw ones, or images of the size that is wanted. */
  static ImageShaping of(Schema schema, ImageConfig config) {
    List<PreprocessStep> steps = new ArrayList<>();
    ImageShape shape = schema.raw().image();
    if (!config.crop().isEmpty()) {
      ImageShape cropped =
          new ImageShape(config.crop().get(0), config.crop().get(1), shape.channels());
      if (!cropped.equals(shape)) {
        steps.add(new PreprocessStep.Crop(shape, cropped.height(), cropped.width()));
      }
      shape = cropped;
    }
    if (config.grayscale()) {
      steps.add(new PreprocessStep.Grayscale(shape));
      shape = new ImageShape(shape.height(), shape.width(), 1);
    }
    if (config.resized() || !schema.raw().sameAxes(schema.features())) {
      ImageShape wanted = schema.features().image();
      ImageShape resized = new ImageShape(wanted.height(), wanted.width(), shape.channels());
      if (!resized.equals(shape)) {
        steps.add(new PreprocessStep.Resize(shape, resized));
      }
      shape = resized;
    }
    return new ImageShaping(
        List.copyOf(steps), steps.isEmpty() ? schema.features() : FeatureSpec.image(shape));
  }
}
