package io.edgeflow.train.evaluation;

import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Intervals of what is measured of classes. */
final class ClassBootstrap {
  private final int classes;
  private final Bootstrap bootstrap;
  private final int[] counts;
  private final int[][] right;
  private final int[][] named;
  private final int[][] support;

  ClassBootstrap(int classes) {
    this.classes = classes;
    this.bootstrap = new Bootstrap(3 * classes);
    int resamples = bootstrap.resamples();
    this.counts = new int[resamples];
    this.right = new int[resamples][classes];
    this.named = new int[resamples][classes];
    this.support = new int[resamples][classes];
  }

  void add(long row, int truth, int predicted) {
    bootstrap.draw(row, counts);
    for (int i = 0; i < counts.length; i++) {
      int times = counts[i];
      support[i][truth] += times;
      named[i][predicted] += times;
      if (truth == predicted) {
        right[i][truth] += times;
      }
    }
  }

  /** None where the classes are too many. */
  Resamples resamples() {
    return new Resamples()
        .with("accuracy", weighted(this::recall))
        .with("precision", weighted(this::precision))
        .with("recall", weighted(this::recall))
        .with("f1", weighted(this::f1))
        .with("macro_precision", macro(this::precision))
        .with("macro_recall", macro(this::recall))
        .with("macro_f1", macro(this::f1));
  }

  /** A metric of a class in a resample. */
  private interface OfClass {
    double of(int resample, int c);
  }

  private double precision(int resample, int c) {
    return ratio(right[resample][c], named[resample][c]);
  }

  private double recall(int resample, int c) {
    return ratio(right[resample][c], support[resample][c]);
  }

  private double f1(int resample, int c) {
    return ratio(2 * right[resample][c], named[resample][c] + support[resample][c]);
  }

  private double[] weighted(OfClass metric) {
    return bootstrap.values(
        i -> all(c -> support[i][c] * metric.of(i, c)).sum() / all(c -> support[i][c]).sum());
  }

  private double[] macro(OfClass metric) {
    return bootstrap.values(i -> all(c -> metric.of(i, c)).sum() / classes);
  }

  private DoubleStream all(IntToDoubleFunction ofClass) {
    return IntStream.range(0, classes).mapToDouble(ofClass);
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
