package io.edgeflow.train.evaluation;

import io.edgeflow.core.sample.SelfTarget;

/** Resamples of what is measured of reconstructions. */
final class SelfBootstrap {
  private final double threshold;
  private final Bootstrap bootstrap = new Bootstrap(1);
  private final int resamples = bootstrap.resamples();
  private final int[] counts = new int[resamples];
  private final double[] error = new double[resamples];
  private final double[] normal = new double[resamples];
  private final double[] anomalous = new double[resamples];
  private final double[] hits = new double[resamples];
  private final double[] alarms = new double[resamples];

  SelfBootstrap(double threshold) {
    this.threshold = threshold;
  }

  void add(long row, double rowError, boolean isAnomaly) {
    bootstrap.draw(row, counts);
    boolean isAlarm = rowError > threshold;
    for (int i = 0; i < resamples; i++) {
      int times = counts[i];
      alarms[i] += isAlarm ? times : 0;
      if (isAnomaly) {
        anomalous[i] += times;
        hits[i] += isAlarm ? times : 0;
      } else {
        normal[i] += times;
        error[i] += times * rowError;
      }
    }
  }

  Resamples ofError() {
    return new Resamples().with(SelfTarget.ERROR, bootstrap.values(i -> error[i] / normal[i]));
  }

  Resamples ofDetection() {
    return new Resamples()
        .with("f1", bootstrap.values(i -> ratio(2 * hits[i], alarms[i] + anomalous[i])))
        .with("precision", bootstrap.values(i -> ratio(hits[i], alarms[i])))
        .with("recall", bootstrap.values(i -> ratio(hits[i], anomalous[i])));
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
