package io.edgeflow.train;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.train.evaluation.SliceEvaluation;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * By what test rows are told apart, and what the gate wants of each such slice.
 *
 * @param columns of the data, or {@code class}
 * @param minSamples rows below which a slice is not judged
 * @param limits by metric, each in the metric's direction
 */
public record SliceConfig(List<String> columns, int minSamples, Map<String, Double> limits) {
  private static final int FEW = 30;

  /** By what rows are told apart. */
  public static final Field<List<String>> SLICES =
      Field.texts(
              "slices",
              List.of(),
              List.of(),
              "columns of the data, features or not, by whose values the test rows are measured"
                  + " apart; class is the true class")
          .presentation();

  /** How many rows a slice is judged on. */
  public static final Field<Integer> MIN_SLICE_SAMPLES =
      Field.integer(
              "min_slice_samples",
              FEW,
              1,
              1_000_000_000,
              "test rows below which a slice is inconclusive")
          .in("samples")
          .limit();

  /** The limits of slices. */
  public static final Field<Section> WORST_SLICE =
      Field.section("worst_slice", Limits.SLICE_FIELDS, "limits that each slice keeps, by metric")
          .limit();

  private static final String PREFIX = "worst_slice_";

  /** Copies the collections. */
  public SliceConfig {
    columns = List.copyOf(columns);
    limits = Collections.unmodifiableMap(new TreeMap<>(limits));
  }

  /** None. */
  public static SliceConfig none() {
    return new SliceConfig(List.of(), FEW, Map.of());
  }

  static SliceConfig from(Section evaluation, Problems problems) {
    List<String> columns = evaluation.get(SLICES);
    if (new HashSet<>(columns).size() < columns.size()) {
      evaluation.refuse(problems, SLICES, "names a column twice");
    }
    Section worst = evaluation.get(WORST_SLICE);
    if (columns.isEmpty()) {
      Limits.writtenOfSlices(worst)
          .forEach(limit -> worst.refuse(problems, limit, "needs evaluation.slices"));
    }
    return new SliceConfig(columns, evaluation.get(MIN_SLICE_SAMPLES), Limits.ofSlices(worst));
  }

  /** Refuses slices and limits that a target has not. */
  static void refuseMisfits(Section evaluation, OutputKind output, Problems problems) {
    if (output != OutputKind.LOGITS && evaluation.get(SLICES).contains(SliceEvaluation.CLASS)) {
      evaluation.refuse(problems, SLICES, "there are no classes; leave class out");
    }
    List<String> known = SliceEvaluation.names(output);
    Section worst = evaluation.get(WORST_SLICE);
    Limits.writtenOfSlices(worst).stream()
        .filter(limit -> !known.contains(limit.name()))
        .forEach(
            limit ->
                worst.refuse(
                    problems,
                    limit,
                    limit.name()
                        + " is not measured of slices of "
                        + output.id()
                        + "; choose from "
                        + known));
  }

  /** The names of the checks that there can be, by metric. */
  static List<String> checks(List<String> metrics) {
    return metrics.stream().map(metric -> PREFIX + metric).toList();
  }

  /** The columns that the data have to keep. */
  public List<String> dataColumns() {
    return columns.stream().filter(column -> !column.equals(SliceEvaluation.CLASS)).toList();
  }

  /** Whether a slice has enough rows to be judged. */
  public boolean judges(SliceEvaluation slice) {
    return slice.samples() >= minSamples;
  }

  /** The slice that does worst by a metric, of those that are judged; empty where none is. */
  public Optional<SliceEvaluation> worst(List<SliceEvaluation> slices, String metric) {
    return slices.stream()
        .filter(this::judges)
        .filter(slice -> slice.metric(metric).filter(m -> !Double.isNaN(m.value())).isPresent())
        .min(Comparator.comparingDouble(slice -> goodness(slice.metric(metric).orElseThrow())));
  }

  private static double goodness(Metric metric) {
    return metric.direction() == Direction.LOWER_IS_BETTER ? -metric.value() : metric.value();
  }

  /** One check a limit, of the slice that is farthest from it. */
  List<Check> check(List<SliceEvaluation> slices, JudgedBy judgedBy) {
    return limits.entrySet().stream()
        .flatMap(
            limit ->
                slices.stream()
                    .map(slice -> check(slice, limit.getKey(), limit.getValue(), judgedBy))
                    .min(BY_VERDICT)
                    .stream())
        .toList();
  }

  private static final Comparator<Check> BY_VERDICT =
      Comparator.<Check>comparingInt(
              check ->
                  List.of(Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.PASS)
                      .indexOf(check.verdict()))
          .thenComparingDouble(SliceConfig::distance);

  /** How far within its limit a check's value is; one that is not known is farthest off. */
  private static double distance(Check check) {
    Double value = check.value();
    if (value == null) {
      return Double.NEGATIVE_INFINITY;
    }
    return check.op() == Check.Comparison.AT_LEAST ? value - check.limit() : check.limit() - value;
  }

  private Check check(SliceEvaluation slice, String name, double limit, JudgedBy judgedBy) {
    Metric metric = slice.metric(name).orElseThrow();
    String key = "change model_training.evaluation.worst_slice." + name;
    String tooFew =
        "%s has %d test rows, and %d are judged: give more of them, lower"
            + " model_training.evaluation.min_slice_samples, or name %s in allow_inconclusive";
    return judgedBy.check(
        new Metric(
            PREFIX + name, metric.value(), metric.unit(), metric.direction(), metric.samples()),
        slice.intervals().of(name),
        limit,
        minSamples,
        metric.samples() < minSamples
            ? tooFew.formatted(slice.label(), metric.samples(), minSamples, PREFIX + name)
            : slice.label() + " is the worst: give more data like it, or " + key,
        slice.label() + " needs more test rows, which narrow the interval, or " + key);
  }
}
