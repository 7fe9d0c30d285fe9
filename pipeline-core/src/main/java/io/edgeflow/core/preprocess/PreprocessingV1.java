package io.edgeflow.core.preprocess;

import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import java.util.List;

/** How the first files held preprocessing: samples were images, and no step was done apart. */
public record PreprocessingV1(
    List<String> columns, ImageShape input, ImageShape output, List<PreprocessStep> steps) {
  /** Copies the lists. */
  public PreprocessingV1 {
    columns = List.copyOf(columns);
    steps = List.copyOf(steps);
  }

  /** The same steps in their order, all of them done before a sample is stored. */
  public Preprocessing current() {
    return new Preprocessing(
        columns, FeatureSpec.image(input), steps, FeatureSpec.image(output), List.of());
  }
}
