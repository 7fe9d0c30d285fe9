package io.edgeflow.train;

import io.edgeflow.core.gate.Bounds;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Check.Comparison;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.Interval;
import java.util.Locale;
import java.util.Optional;

/** What of a metric is held to its limit by the gate {@code model_evaluation}. */
public enum JudgedBy {
  /** What was measured on the test rows. */
  VALUE,
  /**
   * The end of its interval that is worse, {@link Interval}: it passes where that end holds the
   * limit, fails where the value itself does not, and is INCONCLUSIVE between, or where it has no
   * interval.
   */
  BOUND;

  private static final double ONE_SIDED = 1 - (1 - Interval.CONFIDENCE) / 2;

  /** The word in the configuration. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  Check check(Evaluation test, String name, double limit) {
    String key = "change model_training.evaluation.thresholds." + name;
    return check(
        test.metric(name),
        test.intervals().of(name),
        limit,
        1,
        "train for more epochs, give more data, or " + key,
        "give more test rows, which narrow the interval, or " + key);
  }

  /**
   * Judges a metric.
   *
   * @param interval where its true value lies, as far as that is known
   * @param minSamples below which it is INCONCLUSIVE whatever its value
   * @param remedy what helps where its value does not hold the limit
   * @param tooFew what helps where its interval does not
   */
  Check check(
      Metric metric,
      Optional<Interval> interval,
      double limit,
      long minSamples,
      String remedy,
      String tooFew) {
    boolean low = metric.direction() == Direction.LOWER_IS_BETTER;
    Comparison op = low ? Comparison.AT_MOST : Comparison.AT_LEAST;
    Check byValue = Check.judge(metric, op, limit, minSamples, remedy);
    if (this == VALUE || byValue.verdict() != Verdict.PASS) {
      return byValue;
    }
    if (interval.isEmpty()) {
      return Check.judge(metric, op, limit, Long.MAX_VALUE, tooFew);
    }
    double low95 = Math.min(interval.get().low(), metric.value());
    double high95 = Math.max(interval.get().high(), metric.value());
    boolean holds = low ? high95 <= limit : low95 >= limit;
    return Check.tested(
        metric,
        op,
        limit,
        holds ? Verdict.PASS : Verdict.INCONCLUSIVE,
        new Bounds(low95, high95, ONE_SIDED),
        tooFew);
  }
}
