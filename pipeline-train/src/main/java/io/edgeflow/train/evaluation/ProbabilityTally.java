package io.edgeflow.train.evaluation;

import io.edgeflow.core.numeric.Argmax;
import io.edgeflow.core.numeric.Softmax;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;

/** Adds up what the probabilities of classes are worth; keeps them while they are not too many. */
final class ProbabilityTally {
  /** The most probabilities that are kept to rank rows by: 64 MiB. */
  static final int MOST_KEPT = 1 << 23;

  /** The most of which each resample is ranked too. */
  private static final int MOST_RESAMPLED = 1 << 20;

  private final int[] truth;
  private final int classes;
  private final double[] kept;
  private final double[] probabilities;
  private final Reliability.Counter reliability = new Reliability.Counter();
  private double brier;

  ProbabilityTally(int[] truth, int classes) {
    this.truth = truth;
    this.classes = classes;
    this.probabilities = new double[classes];
    long all = (long) truth.length * classes;
    this.kept = new double[all > MOST_KEPT ? 0 : (int) all];
  }

  /** Adds a row's scores. */
  void add(int row, float[] scores, int first) {
    Softmax.probabilities(scores, first, probabilities);
    int named = Argmax.of(scores, first, classes);
    for (int c = 0; c < classes; c++) {
      double off = probabilities[c] - (c == truth[row] ? 1 : 0);
      brier += off * off;
      if (kept.length > 0) {
        kept[row * classes + c] = probabilities[c];
      }
    }
    reliability.add(probabilities[named], named == truth[row]);
  }

  ProbabilityScores scores() {
    return new ProbabilityScores(
        mean(Ranking::rocAuc),
        mean(Ranking::averagePrecision),
        brier / truth.length,
        reliability.counted().error());
  }

  private double mean(ToDoubleBiFunction<double[], double[]> area) {
    if (kept.length == 0) {
      return Double.NaN;
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += ofClass(c, area);
    }
    return sum / classes;
  }

  private double ofClass(int meant, ToDoubleBiFunction<double[], double[]> area) {
    int support = 0;
    for (int label : truth) {
      support += label == meant ? 1 : 0;
    }
    if (support == 0 || support == truth.length) {
      return Double.NaN;
    }
    double[] inside = new double[support];
    double[] outside = new double[truth.length - support];
    int in = 0;
    int out = 0;
    for (int row = 0; row < truth.length; row++) {
      double probability = kept[row * classes + meant];
      if (truth[row] == meant) {
        inside[in++] = probability;
      } else {
        outside[out++] = probability;
      }
    }
    return area.applyAsDouble(outside, inside);
  }

  /** Of the areas, where each class has rows and they are not too many. */
  Resamples resamples() {
    if (kept.length == 0 || kept.length > MOST_RESAMPLED) {
      return new Resamples();
    }
    RankingBootstrap areas = new RankingBootstrap();
    for (int c = 0; c < classes; c++) {
      int meant = c;
      double[] ofClass = new double[truth.length];
      Arrays.setAll(ofClass, row -> kept[row * classes + meant]);
      areas.add(ofClass, row -> truth[row] == meant);
    }
    return areas.resamples();
  }
}
