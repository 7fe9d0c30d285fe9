package io.edgeflow.deploy.bundle;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.preprocess.ImageShape;
import io.edgeflow.core.preprocess.Preprocessing;
import java.util.List;
import java.util.Objects;

/**
 * How a raw row becomes a labelled answer.
 *
 * @param model the model's file name within the bundle
 * @param input the image that the model takes
 * @param preprocessing from a raw row to that image
 * @param labels class names in score order
 * @param postProcessing from scores to probabilities
 */
public record InferenceConfig(
    String model,
    Format format,
    Precision precision,
    ImageShape input,
    Preprocessing preprocessing,
    List<String> labels,
    PostProcessing postProcessing,
    Thresholds thresholds) {
  /** Copies the labels and checks that nothing is missing. */
  public InferenceConfig {
    labels = List.copyOf(labels);
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(postProcessing, "post_processing");
    Objects.requireNonNull(thresholds, "thresholds");
    if (!Bundle.isFileName(model) || !input.equals(preprocessing.output())) {
      throw new IllegalArgumentException("Model " + model + ", input " + input);
    }
  }

  /** From scores to probabilities. */
  public enum PostProcessing {
    /** {@code exp(x_i) / Σ exp(x_j)}. */
    SOFTMAX
  }

  /**
   * When an answer counts.
   *
   * @param confidence the smallest probability at which an answer is accepted, in [0, 1]
   */
  public record Thresholds(double confidence) {
    /** Checks the range. */
    public Thresholds {
      if (!(confidence >= 0 && confidence <= 1)) {
        throw new IllegalArgumentException("A confidence of " + confidence);
      }
    }
  }
}
