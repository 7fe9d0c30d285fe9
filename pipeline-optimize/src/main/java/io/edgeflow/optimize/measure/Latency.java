package io.edgeflow.optimize.measure;

import io.edgeflow.core.numeric.Percentile;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;

/**
 * How long a predictor takes for one sample, conversion of features and scores included.
 *
 * @param p50Ms the median
 * @param p95Ms the 95th percentile (nearest rank)
 * @param runs how many were timed
 */
public record Latency(double p50Ms, double p95Ms, int runs) {
  private static final int WARM_UP = 50;
  private static final int RUNS = 300;
  private static final double NANOS_A_MS = 1e6;

  /** Times {@value #RUNS} runs after a warm-up; {@code sample} is a batch of one. */
  public static Latency of(Predictor predictor, Tensor sample) {
    for (int i = 0; i < WARM_UP; i++) {
      predictor.predict(sample);
    }
    double[] ms = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      predictor.predict(sample);
      ms[i] = (System.nanoTime() - start) / NANOS_A_MS;
    }
    return new Latency(Percentile.of(0.5, ms), Percentile.of(0.95, ms), RUNS);
  }
}
