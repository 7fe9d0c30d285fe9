package io.edgeflow.core.telemetry;

import io.edgeflow.core.target.DeploymentTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends rows to a device's active model. Thread-safe. */
@FunctionalInterface
public interface InferenceChannel {
  /**
   * Infers a batch of raw rows on one device.
   *
   * @param rows raw rows, one value a column, NaN where missing
   * @param labels the true labels, which the device counts its accuracy with; null when unknown
   * @return a prediction for each row, in order
   * @throws io.edgeflow.core.error.PipelineException if the device does not answer
   */
  List<Prediction> infer(
      DeploymentTarget target, List<float[]> rows, @Nullable List<Integer> labels);

  /**
   * A device's answer for one row.
   *
   * @param label the predicted class's index
   * @param scores before softmax
   * @param latencyMs of the model alone
   */
  record Prediction(int label, List<Float> scores, double latencyMs) {
    /** Copies the scores. */
    public Prediction {
      scores = List.copyOf(scores);
    }
  }
}
