package io.edgeflow.deploy.wire;

import io.edgeflow.core.telemetry.InferenceChannel.Prediction;
import java.util.List;

/**
 * A prediction for each row, in order.
 *
 * @param version the version that answered
 */
public record InferReply(long version, List<Prediction> predictions) {
  /** Copies the predictions. */
  public InferReply {
    predictions = List.copyOf(predictions);
  }
}
