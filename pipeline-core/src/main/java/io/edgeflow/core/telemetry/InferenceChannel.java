package io.edgeflow.core.telemetry;

import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends rows to a device's active model. Thread-safe. */
@FunctionalInterface
public interface InferenceChannel {
  /**
   * Infers a batch of raw rows on one device.
   *
   * @param rows float32 {@code [rows, columns]}, NaN where missing
   * @param truths what is true of each row, {@code [rows]} or {@code [rows, values]}, which the
   *     device counts its quality with; null when unknown
   * @return an answer for each row, in order
   * @throws io.edgeflow.core.error.PipelineException if the device does not answer
   */
  Reply infer(DeploymentTarget target, Tensor rows, @Nullable Tensor truths);

  /**
   * A device's answers.
   *
   * @param answers float32 {@code [rows, numbers]}, see {@code Postprocessing}
   * @param latenciesMs of the model alone, one a row
   */
  record Reply(Tensor answers, List<Double> latenciesMs) {
    /** Copies the latencies and checks that they fit the answers. */
    public Reply {
      latenciesMs = List.copyOf(latenciesMs);
      if (answers.rank() != 2 || answers.dim(0) != latenciesMs.size()) {
        throw new IllegalArgumentException(answers + " with " + latenciesMs.size() + " latencies");
      }
    }

    /** The numbers of one row's answer. */
    public float[] answer(int row) {
      return answers.floatRow(row);
    }
  }
}
