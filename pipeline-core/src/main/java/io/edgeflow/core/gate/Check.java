package io.edgeflow.core.gate;

import com.fasterxml.jackson.annotation.JsonValue;
import io.edgeflow.core.metric.Metric;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One measured value beside its limit.
 *
 * @param value the value; null when it could not be measured
 * @param verdict null when the check has no meaning for this data
 * @param remedy what to do when it does not pass
 * @param notApplicable why the check has no meaning here; null when it has
 */
public record Check(
    String name,
    @Nullable Double value,
    double limit,
    Comparison op,
    String unit,
    long samples,
    Severity severity,
    @Nullable Verdict verdict,
    String remedy,
    @Nullable String notApplicable) {

  /** How value and limit are compared. */
  public enum Comparison {
    /** The value is at least the limit. */
    AT_LEAST(">="),
    /** The value is at most the limit. */
    AT_MOST("<=");

    private final String symbol;

    Comparison(String symbol) {
      this.symbol = symbol;
    }

    /** {@code >=} or {@code <=}. */
    @JsonValue
    public String symbol() {
      return symbol;
    }

    boolean holds(double value, double limit) {
      return this == AT_LEAST ? value >= limit : value <= limit;
    }
  }

  /** Judges a metric that must be at least the limit. */
  public static Check atLeast(Metric metric, double limit, String remedy) {
    return judge(metric, Comparison.AT_LEAST, limit, 1, remedy);
  }

  /** Judges a metric that must be at most the limit. */
  public static Check atMost(Metric metric, double limit, String remedy) {
    return judge(metric, Comparison.AT_MOST, limit, 1, remedy);
  }

  /** Judges a metric; NaN or fewer than {@code minSamples} is INCONCLUSIVE. */
  public static Check judge(
      Metric metric, Comparison op, double limit, long minSamples, String remedy) {
    boolean known = !Double.isNaN(metric.value()) && metric.samples() >= minSamples;
    Verdict verdict =
        !known
            ? Verdict.INCONCLUSIVE
            : op.holds(metric.value(), limit) ? Verdict.PASS : Verdict.FAIL;
    Double value = Double.isNaN(metric.value()) ? null : metric.value();
    return new Check(
        metric.name(),
        value,
        limit,
        op,
        metric.unit(),
        metric.samples(),
        Severity.ERROR,
        verdict,
        remedy,
        null);
  }

  /** A check that has no meaning for this data, with the declared reason. */
  public static Check notApplicable(String name, double limit, String unit, String reason) {
    return new Check(
        name, null, limit, Comparison.AT_LEAST, unit, 0, Severity.ERROR, null, "", reason);
  }

  /** The same check, which is shown but does not block. */
  public Check asWarning() {
    return new Check(
        name, value, limit, op, unit, samples, Severity.WARN, verdict, remedy, notApplicable);
  }

  /** The verdict, empty when not applicable. */
  public Optional<Verdict> outcome() {
    return Optional.ofNullable(verdict);
  }
}
