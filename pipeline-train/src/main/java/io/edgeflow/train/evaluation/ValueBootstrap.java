package io.edgeflow.train.evaluation;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Intervals of what is measured of values, in the mean over them. */
final class ValueBootstrap {
  private final int values;
  private final Bootstrap bootstrap;
  private final int[] counts;
  private final double[] rows;
  private final double[][] absolute;
  private final double[][] squared;

  /** Of the truth, less the first row's: far from zero, squares would lose their digits. */
  private final double[] origin;

  private final double[][] sum;
  private final double[][] sumOfSquares;

  ValueBootstrap(int values) {
    this.values = values;
    this.bootstrap = new Bootstrap(4 * values);
    int resamples = bootstrap.resamples();
    this.counts = new int[resamples];
    this.rows = new double[resamples];
    this.absolute = new double[resamples][values];
    this.squared = new double[resamples][values];
    this.origin = new double[values];
    this.sum = new double[resamples][values];
    this.sumOfSquares = new double[resamples][values];
  }

  void add(long row, float[] truth, float[] answers, int first) {
    if (row == 0) {
      for (int v = 0; v < values; v++) {
        origin[v] = truth[first + v];
      }
    }
    bootstrap.draw(row, counts);
    for (int i = 0; i < counts.length; i++) {
      int times = counts[i];
      rows[i] += times;
      for (int v = 0; v < values; v++) {
        double off = (double) answers[first + v] - truth[first + v];
        double centred = truth[first + v] - origin[v];
        absolute[i][v] += times * Math.abs(off);
        squared[i][v] += times * off * off;
        sum[i][v] += times * centred;
        sumOfSquares[i][v] += times * centred * centred;
      }
    }
  }

  Resamples resamples() {
    return new Resamples()
        .with("mae", bootstrap.values(i -> mean(v -> absolute[i][v] / rows[i])))
        .with("rmse", bootstrap.values(i -> mean(v -> Math.sqrt(squared[i][v] / rows[i]))))
        .with("r2", bootstrap.values(i -> mean(v -> 1 - squared[i][v] / spread(i, v))));
  }

  private double spread(int resample, int v) {
    return sumOfSquares[resample][v] - sum[resample][v] * sum[resample][v] / rows[resample];
  }

  private double mean(IntToDoubleFunction ofValue) {
    return IntStream.range(0, values).mapToDouble(ofValue).average().orElse(Double.NaN);
  }
}
