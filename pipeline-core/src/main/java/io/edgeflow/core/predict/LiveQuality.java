package io.edgeflow.core.predict;

import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.numeric.Argmax;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How good answers in the field are where the truth becomes known: sums over rows, which add up
 * over devices and time, and the metric that follows from them: the accuracy of classes, the RMSE
 * of values, the F1 of anomalies at their threshold.
 */
public final class LiveQuality {
  /** Rows whose class was right. */
  public static final String CORRECT = "correct";

  private static final String SQUARED_ERROR = "squared_error_";
  private static final String TRUE_POSITIVES = "true_positives";
  private static final String FALSE_POSITIVES = "false_positives";
  private static final String FALSE_NEGATIVES = "false_negatives";

  private LiveQuality() {}

  /**
   * What one row adds to the sums.
   *
   * @param answer one row of {@link Postprocessing#answers}
   * @param truth the class's index, the values, or 1 for an anomaly
   */
  public static Map<String, Double> of(
      Target target, float[] answer, float[] truth, Thresholds thresholds) {
    return target.map(
        new Target.Cases<>() {
          @Override
          public Map<String, Double> classes(ClassTarget classes) {
            return Map.of(CORRECT, Argmax.of(answer) == (int) truth[0] ? 1.0 : 0.0);
          }

          @Override
          public Map<String, Double> values(ValueTarget values) {
            return IntStream.range(0, answer.length)
                .boxed()
                .collect(
                    Collectors.toMap(
                        i -> SQUARED_ERROR + i, i -> square((double) answer[i] - truth[i])));
          }

          @Override
          public Map<String, Double> self(SelfTarget self) {
            boolean found = answer[0] > thresholds.requireAnomaly();
            boolean present = truth[0] != 0;
            return Map.of(
                TRUE_POSITIVES, found && present ? 1.0 : 0.0,
                FALSE_POSITIVES, found && !present ? 1.0 : 0.0,
                FALSE_NEGATIVES, !found && present ? 1.0 : 0.0);
          }
        });
  }

  /**
   * The metric of sums; NaN when no row was labelled, or, for anomalies, none was there or found.
   *
   * @param labeled the number of rows in the sums
   */
  public static Metric metric(Target target, Map<String, Double> sums, long labeled) {
    return target.map(
        new Target.Cases<>() {
          @Override
          public Metric classes(ClassTarget classes) {
            return classes.primary().of(sum(sums, CORRECT) / labeled, labeled);
          }

          @Override
          public Metric values(ValueTarget values) {
            double mean =
                IntStream.range(0, values.columns().size())
                    .mapToDouble(i -> Math.sqrt(sum(sums, SQUARED_ERROR + i) / labeled))
                    .average()
                    .orElse(Double.NaN);
            return values.primary().of(mean, labeled);
          }

          @Override
          public Metric self(SelfTarget self) {
            double hits = 2 * sum(sums, TRUE_POSITIVES);
            double misses = sum(sums, FALSE_POSITIVES) + sum(sums, FALSE_NEGATIVES);
            return new Metric(
                "f1", hits / (hits + misses), "ratio", Direction.HIGHER_IS_BETTER, labeled);
          }
        });
  }

  private static double sum(Map<String, Double> sums, String name) {
    return sums.getOrDefault(name, 0.0);
  }

  private static double square(double value) {
    return value * value;
  }
}
