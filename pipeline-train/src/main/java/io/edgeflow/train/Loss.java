package io.edgeflow.train;

import io.edgeflow.core.graph.ModelGraph;

/** What training makes small. */
public sealed interface Loss {
  /** Mean cross-entropy between the softmax of the scores and the labels. */
  record CrossEntropy() implements Loss {}

  /**
   * Knowledge distillation (Hinton, Vinyals and Dean 2015), a batch mean of
   *
   * <pre>{@code
   * alpha · T² · KL(softmax(teacher / T) ‖ softmax(student / T)) + (1 - alpha) · cross-entropy
   * }</pre>
   *
   * @param teacher takes the same input and gives the same classes; runs in evaluation mode on the
   *     very batches, augmented, that the student sees
   * @param temperature T, above 0
   * @param alpha the teacher's share, 0 to 1
   */
  record Distillation(ModelGraph teacher, double temperature, double alpha) implements Loss {
    /** Checks the ranges. */
    public Distillation {
      if (!(temperature > 0) || !(alpha >= 0 && alpha <= 1)) {
        throw new IllegalArgumentException("Temperature " + temperature + ", alpha " + alpha);
      }
    }
  }
}
