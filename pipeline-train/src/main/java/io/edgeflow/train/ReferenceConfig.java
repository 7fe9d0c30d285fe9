package io.edgeflow.train;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import java.util.Optional;

/**
 * What simple models are asked beside the trained one.
 *
 * @param reference whether one is fitted and measured
 * @param gain how much better than it the trained one must be, in the unit of the primary metric
 * @param labelNoise whether labels of the training rows are judged
 */
public record ReferenceConfig(boolean reference, Optional<Double> gain, boolean labelNoise) {
  /** Whether a simple model is fitted. */
  public static final Field<Boolean> REFERENCE =
      Field.flag(
          "reference",
          true,
          "measure a linear model of the same training rows beside; classes and values");

  /** What the gate wants of the trained model. */
  public static final Field<Double> REFERENCE_GAIN =
      Field.number(
              "reference_gain",
              null,
              -1e9,
              1e9,
              "least gain over the linear model in the first metric; default: no limit")
          .limit();

  /** Whether labels are judged. */
  public static final Field<Boolean> LABEL_NOISE =
      Field.flag("label_noise", true, "list training rows whose label looks wrong; classes");

  /** None. */
  public static ReferenceConfig none() {
    return new ReferenceConfig(false, Optional.empty(), false);
  }

  static ReferenceConfig from(Section evaluation, Problems problems) {
    boolean reference = evaluation.get(REFERENCE);
    Optional<Double> gain = evaluation.find(REFERENCE_GAIN);
    if (gain.isPresent() && !reference) {
      evaluation.refuse(problems, REFERENCE_GAIN, "needs reference: true");
    }
    return new ReferenceConfig(reference, gain, evaluation.get(LABEL_NOISE));
  }
}
