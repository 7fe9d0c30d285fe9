package io.edgeflow.core.gate;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import io.edgeflow.core.metric.Metric;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One measured value beside its limit. Its JSON is the same wherever it is written: all keys are
 * always there, {@code not_applicable}, {@code bounds} and {@code offending} only where they are;
 * {@code severity} is always {@code error}, since every check that does not pass blocks its gate
 * unless it is allowed.
 *
 * @param value the value; null when it could not be measured
 * @param verdict null when the check has no meaning for this data
 * @param allowed whether it is INCONCLUSIVE and the configuration allows that, so that it does not
 *     block
 * @param remedy what to do when it does not pass
 * @param notApplicable why the check has no meaning here; null when it has
 * @param bounds between which the true value lies, where the verdict depends on that; null where
 *     the value alone decides
 * @param offending the first rows that keep it from passing; null where it is not about rows
 */
@JsonPropertyOrder({
  "name",
  "value",
  "limit",
  "op",
  "unit",
  "samples",
  "severity",
  "verdict",
  "allowed",
  "remedy"
})
@JsonIgnoreProperties(value = "severity", allowGetters = true)
public record Check(
    String name,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double value,
    double limit,
    Comparison op,
    String unit,
    long samples,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Verdict verdict,
    boolean allowed,
    String remedy,
    @Nullable String notApplicable,
    @Nullable Bounds bounds,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<OffendingRow> offending) {

  /** Refuses an allowance of another verdict, and a missing verdict without a reason. */
  public Check {
    offending = offending == null || offending.isEmpty() ? null : List.copyOf(offending);
    if (allowed && verdict != Verdict.INCONCLUSIVE) {
      throw new IllegalArgumentException(name + " is " + verdict + ", which cannot be allowed");
    }
    if ((verdict == null) == (notApplicable == null)) {
      throw new IllegalArgumentException(name + " needs a verdict or a reason why it has none");
    }
  }

  /** The same check with the first rows that keep it from passing. */
  public Check offendedBy(List<OffendingRow> rows) {
    return with(allowed, rows);
  }

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
    return judged(metric, op, limit, verdict, remedy, null);
  }

  /** A metric that a test has judged, with the bounds of its true value. */
  public static Check tested(
      Metric metric, Comparison op, double limit, Verdict verdict, Bounds bounds, String remedy) {
    return judged(metric, op, limit, verdict, remedy, bounds);
  }

  private static Check judged(
      Metric metric,
      Comparison op,
      double limit,
      Verdict verdict,
      String remedy,
      @Nullable Bounds bounds) {
    Double value = Double.isNaN(metric.value()) ? null : metric.value();
    return new Check(
        metric.name(),
        value,
        limit,
        op,
        metric.unit(),
        metric.samples(),
        verdict,
        false,
        remedy,
        null,
        bounds,
        null);
  }

  /** A check of a smallest value that has no meaning for this data, with the declared reason. */
  public static Check notApplicable(String name, double limit, String unit, String reason) {
    return notApplicable(name, Comparison.AT_LEAST, limit, unit, reason);
  }

  /** A check that has no meaning for this data, with the declared reason. */
  public static Check notApplicable(
      String name, Comparison op, double limit, String unit, String reason) {
    return new Check(name, null, limit, op, unit, 0, null, false, "", reason, null, null);
  }

  /** The same check, INCONCLUSIVE as it is, which does not block. */
  Check asAllowed() {
    return with(true, offendingRows());
  }

  private Check with(boolean newAllowed, List<OffendingRow> rows) {
    return new Check(
        name,
        value,
        limit,
        op,
        unit,
        samples,
        verdict,
        newAllowed,
        remedy,
        notApplicable,
        bounds,
        rows);
  }

  /** The first rows that keep it from passing; none where it is not about rows. */
  public List<OffendingRow> offendingRows() {
    return offending == null ? List.of() : offending;
  }

  /** The verdict, empty when not applicable. */
  public Optional<Verdict> outcome() {
    return Optional.ofNullable(verdict);
  }

  /** Whether it keeps its gate from passing: FAIL, or INCONCLUSIVE without being allowed. */
  public boolean blocks() {
    return verdict == Verdict.FAIL || (verdict == Verdict.INCONCLUSIVE && !allowed);
  }

  @JsonProperty("severity")
  String severity() {
    return "error";
  }
}
