package io.edgeflow.core.baseline;

import io.edgeflow.core.numeric.Argmax;
import java.util.Map;

/**
 * The scalar summaries of one inference that drift is measured on. The data stage, the deploy stage
 * and the device compute them with this code.
 */
public final class FeatureSummary {
  /** Mean of the preprocessed image. */
  public static final String IMAGE_MEAN = "image_mean";

  /** Population standard deviation of the preprocessed image. */
  public static final String IMAGE_CONTRAST = "image_contrast";

  /** The predicted class's score before softmax. */
  public static final String PREDICTED_SCORE = "predicted_score";

  /** The predicted class's softmax probability. */
  public static final String CONFIDENCE = "confidence";

  private FeatureSummary() {}

  /** {@link #IMAGE_MEAN} and {@link #IMAGE_CONTRAST} of preprocessed features. */
  public static Map<String, Double> ofInput(float[] features) {
    double sum = 0;
    double squares = 0;
    for (float value : features) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / features.length;
    double variance = Math.max(0, squares / features.length - mean * mean);
    return Map.of(IMAGE_MEAN, mean, IMAGE_CONTRAST, Math.sqrt(variance));
  }

  /** {@link #PREDICTED_SCORE} and {@link #CONFIDENCE} of one row's scores. */
  public static Map<String, Double> ofScores(float[] scores) {
    float top = scores[Argmax.of(scores)];
    double sum = 0;
    for (float score : scores) {
      sum += Math.exp((double) score - top);
    }
    return Map.of(PREDICTED_SCORE, (double) top, CONFIDENCE, 1 / sum);
  }
}
