package io.edgeflow.train.evaluation;

import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.numeric.Argmax;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.train.loss.BatchLoss;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keeps the true and the predicted class of each row. */
final class ClassTally implements Tally {
  private final int[] truth;
  private final int[] predicted;
  private final int classes;
  private final ProbabilityTally probabilities;
  private final @Nullable ClassBootstrap bootstrap;
  private double loss;

  ClassTally(Split split, ClassTarget target, boolean withIntervals) {
    this.truth = split.labels();
    this.predicted = new int[truth.length];
    this.classes = target.labels().size();
    int highest = Arrays.stream(truth).max().orElse(0);
    if (highest >= classes) {
      throw PipelineException.failed("A label of the " + split.name() + " split is no class")
          .found(highest)
          .limit("0 to " + (classes - 1))
          .build();
    }
    this.probabilities = new ProbabilityTally(truth, classes);
    this.bootstrap = withIntervals ? new ClassBootstrap(classes) : null;
  }

  @Override
  public void add(int from, int to, float[] answers) {
    for (int row = from; row < to; row++) {
      int first = (row - from) * classes;
      predicted[row] = Argmax.of(answers, first, classes);
      probabilities.add(row, answers, first);
      if (bootstrap != null) {
        bootstrap.add(row, truth[row], predicted[row]);
      }
    }
    loss += BatchLoss.crossEntropy(answers, Arrays.copyOfRange(truth, from, to)).sum();
  }

  @Override
  public Evaluation evaluation() {
    return ClassificationScores.evaluation(truth, predicted, classes, loss / truth.length)
        .with(probabilities.scores(), resamples().intervals());
  }

  @Override
  public Resamples resamples() {
    return bootstrap == null
        ? new Resamples()
        : bootstrap.resamples().and(probabilities.resamples());
  }

  @Override
  public boolean[] right() {
    boolean[] right = new boolean[truth.length];
    for (int row = 0; row < right.length; row++) {
      right[row] = truth[row] == predicted[row];
    }
    return right;
  }
}
