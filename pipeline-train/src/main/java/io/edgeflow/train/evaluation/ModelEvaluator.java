package io.edgeflow.train.evaluation;

import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.numeric.Argmax;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.train.loss.BatchLoss;
import java.util.Arrays;

/** Measures any predictor, the trained graph or an exported file in its runtime, on a split. */
public final class ModelEvaluator {
  private static final int BATCH = 128;

  private ModelEvaluator() {}

  /** Measures without showing progress; see {@link #evaluate(Predictor, Split, Progress)}. */
  public static Evaluation evaluate(Predictor predictor, Split split) {
    return evaluate(predictor, split, Progress.silent());
  }

  /**
   * Measures a predictor on every row of a split, in batches.
   *
   * @throws PipelineException if the split is empty, a label has no score, or a score is not finite
   */
  public static Evaluation evaluate(Predictor predictor, Split split, Progress progress) {
    if (split.rows() == 0) {
      throw PipelineException.failed("The " + split.name() + " split has no rows to measure on")
          .remedy("give more data, or a larger share in data_pipeline.split")
          .build();
    }
    int[] truth = split.labels();
    int[] predicted = new int[truth.length];
    double loss = 0;
    int classes = 0;
    try (Progress.Task task = progress.start("evaluate", split.rows(), "images")) {
      for (int from = 0; from < truth.length; from += BATCH) {
        int to = Math.min(from + BATCH, truth.length);
        Tensor scores = predictor.predict(split.batch(from, to));
        classes = scores.dim(1);
        int[] labels = Arrays.copyOfRange(truth, from, to);
        loss += measure(scores, labels, predicted, from, predictor.runtime());
        task.step(to - from);
      }
    }
    return ClassificationScores.evaluation(truth, predicted, classes, loss / truth.length);
  }

  /** Fills in the predicted classes of one batch and gives its summed loss. */
  private static double measure(
      Tensor scores, int[] labels, int[] predicted, int from, String runtime) {
    float[] values = scores.toFloats();
    int classes = scores.dim(1);
    int highest = Arrays.stream(labels).max().orElse(0);
    if (highest >= classes || scores.dim(0) != labels.length) {
      throw PipelineException.failed("The model's scores do not fit the labels")
          .found(scores)
          .limit(labels.length + " rows with a score for class " + highest)
          .where(runtime)
          .build();
    }
    for (int row = 0; row < labels.length; row++) {
      predicted[from + row] = Argmax.of(values, row * classes, classes);
    }
    double loss = BatchLoss.crossEntropy(values, labels).sum();
    if (Double.isNaN(loss)) {
      throw PipelineException.failed("A score is not a number").where(runtime).build();
    }
    return loss;
  }
}
