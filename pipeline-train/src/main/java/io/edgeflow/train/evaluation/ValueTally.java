package io.edgeflow.train.evaluation;

import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.train.evaluation.ValueEvaluation.Pair;
import io.edgeflow.train.evaluation.ValueEvaluation.ValueMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Adds up the errors of each value; memory does not grow with the rows. */
final class ValueTally implements Tally {
  private final Split split;
  private final ValueTarget target;
  private final List<Sums> sums;
  private final @Nullable ValueBootstrap bootstrap;
  private final List<Pair> pairs = new ArrayList<>();

  ValueTally(Split split, ValueTarget target, boolean withIntervals) {
    this.split = split;
    this.target = target;
    this.sums = target.columns().stream().map(column -> new Sums()).toList();
    this.bootstrap = withIntervals ? new ValueBootstrap(sums.size()) : null;
  }

  @Override
  public void add(int from, int to, float[] answers) {
    float[] truth = split.truths(from, to).toFloats();
    for (int i = 0; i < truth.length; i++) {
      sums.get(i % sums.size()).add(truth[i], answers[i]);
    }
    for (int row = from; row < to; row++) {
      if (bootstrap != null) {
        bootstrap.add(row, truth, answers, (row - from) * sums.size());
      }
      if (isShown(row)) {
        int first = (row - from) * sums.size();
        pairs.add(new Pair(truth[first], answers[first]));
      }
    }
  }

  /** Whether a row is the first of an equal share of the rows. */
  private boolean isShown(long row) {
    long most = ValueEvaluation.MOST_PAIRS;
    return split.rows() <= most
        || row * most / split.rows() != (row - 1) * most / split.rows()
        || row == 0;
  }

  @Override
  public Evaluation evaluation() {
    List<ValueMetrics> each =
        IntStream.range(0, sums.size())
            .mapToObj(i -> sums.get(i).metrics(target.columns().get(i)))
            .toList();
    return new ValueEvaluation(
        split.rows(),
        mean(each, ValueMetrics::mae),
        mean(each, ValueMetrics::rmse),
        mean(each, ValueMetrics::r2),
        each,
        pairs,
        resamples().intervals());
  }

  @Override
  public Resamples resamples() {
    return bootstrap == null ? new Resamples() : bootstrap.resamples();
  }

  private static double mean(List<ValueMetrics> each, ToDoubleFunction<ValueMetrics> metric) {
    return each.stream().mapToDouble(metric).average().orElse(Double.NaN);
  }

  /** The sums of one value; the spread of the truth by Welford (1962). */
  private static final class Sums {
    private long rows;
    private double absolute;
    private double squared;
    private double mean;
    private double spread;

    private void add(double truth, double predicted) {
      double difference = predicted - truth;
      absolute += Math.abs(difference);
      squared += difference * difference;
      rows++;
      double before = truth - mean;
      mean += before / rows;
      spread += before * (truth - mean);
    }

    private ValueMetrics metrics(String column) {
      return new ValueMetrics(column, absolute / rows, Math.sqrt(squared / rows), r2());
    }

    private double r2() {
      if (rows < 2) {
        return Double.NaN;
      }
      return spread > 0 ? 1 - squared / spread : squared == 0 ? 1 : 0;
    }
  }
}
