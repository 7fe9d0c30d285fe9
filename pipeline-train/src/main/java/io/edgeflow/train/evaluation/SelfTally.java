package io.edgeflow.train.evaluation;

import io.edgeflow.core.baseline.HistogramCounter;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.train.evaluation.SelfEvaluation.Detection;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Keeps the error of each row. */
final class SelfTally implements Tally {
  /**
   * How many thresholds the bins of errors reach; few errors are so large that all would shrink.
   */
  private static final int SHOWN = 4;

  private final double threshold;
  private final boolean knowsAnomalies;
  private final boolean[] anomalies;
  private final double[] errors;

  SelfTally(Split split, SelfTarget target, double threshold) {
    this.threshold = threshold;
    this.knowsAnomalies = target.anomaly() != null;
    this.errors = new double[split.rows()];
    this.anomalies = new boolean[split.rows()];
    if (split.labeled()) {
      for (int row = 0; row < anomalies.length; row++) {
        anomalies[row] = split.label(row) != 0;
      }
    }
  }

  @Override
  public void add(int from, int to, float[] answers) {
    for (int row = from; row < to; row++) {
      errors[row] = answers[row - from];
    }
  }

  @Override
  public Evaluation evaluation() {
    double[] normal = errors(false);
    double[] anomalous = errors(true);
    List<Double> edges = HistogramCounter.edgesFor(0, SHOWN * threshold);
    return new SelfEvaluation(
        errors.length,
        threshold,
        Arrays.stream(normal).average().orElse(Double.NaN),
        knowsAnomalies,
        detection(normal, anomalous),
        counted(edges, normal).snapshot(),
        counted(edges, anomalous).snapshot(),
        resamples().intervals());
  }

  private @Nullable Detection detection(double[] normal, double[] anomalous) {
    if (normal.length == 0 || anomalous.length == 0) {
      return null;
    }
    double hits = Arrays.stream(anomalous).filter(error -> error > threshold).count();
    double alarms = hits + Arrays.stream(normal).filter(error -> error > threshold).count();
    return new Detection(
        Ranking.rocAuc(normal, anomalous),
        Ranking.averagePrecision(normal, anomalous),
        2 * hits / (alarms + anomalous.length),
        alarms == 0 ? 0 : hits / alarms,
        hits / anomalous.length);
  }

  @Override
  public Resamples resamples() {
    boolean bothKinds = errors(false).length > 0 && errors(true).length > 0;
    SelfBootstrap bootstrap = new SelfBootstrap(threshold);
    for (int row = 0; row < errors.length; row++) {
      bootstrap.add(row, errors[row], anomalies[row]);
    }
    if (!knowsAnomalies || !bothKinds) {
      return bootstrap.ofError();
    }
    RankingBootstrap areas = new RankingBootstrap();
    areas.add(errors, row -> anomalies[row]);
    return bootstrap.ofError().and(bootstrap.ofDetection()).and(areas.resamples());
  }

  private static HistogramCounter counted(List<Double> edges, double[] errors) {
    HistogramCounter counter = new HistogramCounter(edges);
    Arrays.stream(errors).forEach(counter::add);
    return counter;
  }

  private double[] errors(boolean anomalous) {
    return IntStream.range(0, errors.length)
        .filter(row -> anomalies[row] == anomalous)
        .mapToDouble(row -> errors[row])
        .toArray();
  }
}
