package io.edgeflow.train.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The areas of {@link Ranking} in each resample, by one walk over the rows in descending order of
 * their scores. Areas of several classes add up.
 */
final class RankingBootstrap {
  private final Bootstrap bootstrap = new Bootstrap(1);
  private final int resamples = bootstrap.resamples();
  private final double[] roc = new double[resamples];
  private final double[] precision = new double[resamples];
  private int added;

  /** Adds rows with their scores; those that {@code isMeant} holds for are to stand above. */
  void add(double[] scores, IntPredicate isMeant) {
    Walk walk = new Walk();
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> -scores[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 0; i < order.length; i++) {
      walk.row(order[i], isMeant.test(order[i]));
      if (i + 1 == order.length || scores[order[i + 1]] != scores[order[i]]) {
        walk.endOfEquals();
      }
    }
    walk.addTo(roc, precision);
    added++;
  }

  Resamples resamples() {
    return new Resamples()
        .with("roc_auc", bootstrap.values(i -> roc[i] / added))
        .with("pr_auc", bootstrap.values(i -> precision[i] / added));
  }

  /** What is above the place of the walk, a number a resample. */
  private final class Walk {
    private final int[] counts = new int[resamples];
    private final double[] meant = new double[resamples];
    private final double[] others = new double[resamples];
    private final double[] equalMeant = new double[resamples];
    private final double[] equalOthers = new double[resamples];
    private final double[] pairs = new double[resamples];
    private final double[] steps = new double[resamples];

    private void row(int row, boolean isMeant) {
      bootstrap.draw(row, counts);
      double[] equal = isMeant ? equalMeant : equalOthers;
      for (int i = 0; i < resamples; i++) {
        equal[i] += counts[i];
      }
    }

    private void endOfEquals() {
      for (int i = 0; i < resamples; i++) {
        pairs[i] += equalOthers[i] * (meant[i] + equalMeant[i] / 2);
        meant[i] += equalMeant[i];
        others[i] += equalOthers[i];
        if (equalMeant[i] > 0) {
          steps[i] += equalMeant[i] * meant[i] / (meant[i] + others[i]);
        }
      }
      Arrays.fill(equalMeant, 0);
      Arrays.fill(equalOthers, 0);
    }

    private void addTo(double[] rocs, double[] precisions) {
      for (int i = 0; i < resamples; i++) {
        rocs[i] += pairs[i] / meant[i] / others[i];
        precisions[i] += steps[i] / meant[i];
      }
    }
  }
}
