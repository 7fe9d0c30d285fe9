package io.edgeflow.train.loss;

import io.edgeflow.core.graph.ModelGraph;
import java.util.Optional;
import java.util.function.Supplier;

/** What training makes small. */
public sealed interface Loss {
  /** The graph whose scores the loss compares with; empty when it looks at the labels alone. */
  Optional<ModelGraph> teacher();

  /**
   * The loss of one batch.
   *
   * @param scores {@code [rows, classes]}
   * @param labels one a row
   * @param teacherScores of the same rows; asked for only by a loss that has a teacher
   */
  BatchLoss of(float[] scores, int[] labels, Supplier<float[]> teacherScores);

  /** Mean cross-entropy between the softmax of the scores and the labels. */
  record CrossEntropy() implements Loss {
    @Override
    public Optional<ModelGraph> teacher() {
      return Optional.empty();
    }

    @Override
    public BatchLoss of(float[] scores, int[] labels, Supplier<float[]> teacherScores) {
      return BatchLoss.crossEntropy(scores, labels);
    }
  }

  /**
   * Knowledge distillation (Hinton, Vinyals and Dean 2015), a batch mean of
   *
   * <pre>{@code
   * alpha · T² · KL(softmax(teacher / T) ‖ softmax(student / T)) + (1 - alpha) · cross-entropy
   * }</pre>
   *
   * @param teacherGraph takes the same input and gives the same classes; runs in evaluation mode on
   *     the very batches, augmented, that the student sees
   * @param temperature T, above 0
   * @param alpha the teacher's share, 0 to 1
   */
  record Distillation(ModelGraph teacherGraph, double temperature, double alpha) implements Loss {
    /** Checks the ranges. */
    public Distillation {
      if (!(temperature > 0) || !(alpha >= 0 && alpha <= 1)) {
        throw new IllegalArgumentException("Temperature " + temperature + ", alpha " + alpha);
      }
    }

    @Override
    public Optional<ModelGraph> teacher() {
      return Optional.of(teacherGraph);
    }

    @Override
    public BatchLoss of(float[] scores, int[] labels, Supplier<float[]> teacherScores) {
      return BatchLoss.distillation(scores, labels, teacherScores.get(), temperature, alpha);
    }
  }
}
