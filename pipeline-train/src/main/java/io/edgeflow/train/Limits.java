package io.edgeflow.train;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.train.evaluation.SliceEvaluation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The keys of {@code model_training.evaluation.thresholds}: one limit a metric, on test. */
public final class Limits {
  /** Of classes, a ratio. */
  public static final Field<Double> ACCURACY =
      least("accuracy", "least accuracy on test; classes; default: 0.95");

  /** Of classes, weighted, or of anomalies; a ratio. */
  public static final Field<Double> PRECISION =
      least("precision", "least precision on test, weighted or of anomalies");

  /** Of classes, weighted, or of anomalies; a ratio. */
  public static final Field<Double> RECALL =
      least("recall", "least recall on test, weighted or of anomalies");

  /** Of classes, weighted, or of anomalies; a ratio. */
  public static final Field<Double> F1 = least("f1", "least F1 on test, weighted or of anomalies");

  /** The mean over the classes, a ratio. */
  public static final Field<Double> MACRO_PRECISION =
      least("macro_precision", "least precision on test, in the plain mean over the classes");

  /** The mean over the classes, a ratio. */
  public static final Field<Double> MACRO_RECALL =
      least("macro_recall", "least recall on test, in the plain mean over the classes");

  /** The mean over the classes, a ratio. */
  public static final Field<Double> MACRO_F1 =
      least("macro_f1", "least F1 on test, in the plain mean over the classes");

  /** Of classes or anomalies, a ratio. */
  public static final Field<Double> PR_AUC =
      least("pr_auc", "least average precision on test, over the classes or of anomalies");

  /** Of probabilities, 0 to 2. */
  public static final Field<Double> BRIER =
      Field.number("brier", null, 0, 2, "largest Brier score on test; classes").in("score");

  /** Of probabilities, a ratio. */
  public static final Field<Double> ECE =
      Field.number("ece", null, 0, 1, "largest expected calibration error on test; classes")
          .in("ratio");

  /** Of values, in their unit. */
  public static final Field<Double> RMSE =
      most("rmse", "largest root mean squared error on test; values").in("value");

  /** Of values, in their unit. */
  public static final Field<Double> MAE =
      most("mae", "largest mean absolute error on test; values").in("value");

  /** Of values, a ratio of at most 1. */
  public static final Field<Double> R2 =
      Field.number("r2", null, -1e9, 1, "least R² on test; values; default: 0").in("ratio");

  /** Of classes or anomalies, a ratio. */
  public static final Field<Double> ROC_AUC =
      least(
          "roc_auc",
          "least area under the ROC curve on test, over the classes or of anomalies; default: 0.5 of"
              + " anomalies");

  /** Of reconstructions, in squared deviations. */
  public static final Field<Double> ERROR =
      most(
              SelfTarget.ERROR,
              "largest mean error of normal test rows; self; default: any, if no anomalies are"
                  + " known")
          .in("squared deviations");

  private static final Set<String> SLICED_NAMES =
      Stream.of(OutputKind.values())
          .flatMap(output -> SliceEvaluation.names(output).stream())
          .collect(toUnmodifiableSet());

  private static final List<Field<Double>> ALL =
      List.of(
          ACCURACY,
          PRECISION,
          RECALL,
          F1,
          MACRO_PRECISION,
          MACRO_RECALL,
          MACRO_F1,
          ROC_AUC,
          PR_AUC,
          BRIER,
          ECE,
          RMSE,
          MAE,
          R2,
          ERROR);

  static final FieldTable FIELDS = FieldTable.of(ALL.toArray(Field<?>[]::new));

  /** The metrics that are measured of a slice of the test rows. */
  private static final List<Field<Double>> SLICED =
      ALL.stream()
          .filter(limit -> SLICED_NAMES.contains(limit.name()))
          .map(
              limit ->
                  Field.number(
                          limit.name(),
                          null,
                          limit.min(),
                          limit.max(),
                          "limit of the same in each slice; default: none")
                      .in(limit.unit()))
          .toList();

  static final FieldTable SLICE_FIELDS = FieldTable.of(SLICED.toArray(Field<?>[]::new));

  private Limits() {}

  /**
   * The limit that each slice of the test rows keeps, as {@code evaluation.worst_slice} has it.
   *
   * @param limit of the same metric of all test rows
   * @throws IllegalArgumentException if the metric is not measured of slices
   */
  public static Field<Double> inSlices(Field<Double> limit) {
    return SLICED.stream()
        .filter(sliced -> sliced.name().equals(limit.name()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No slices of " + limit.name()));
  }

  /** The limits that a section has, by metric. */
  static Map<String, Double> from(Section thresholds) {
    return from(thresholds, ALL);
  }

  /** The limits of slices that a section has, by metric. */
  static Map<String, Double> ofSlices(Section limits) {
    return from(limits, SLICED);
  }

  private static Map<String, Double> from(Section section, List<Field<Double>> metrics) {
    Map<String, Double> limits = new TreeMap<>();
    for (Field<Double> metric : metrics) {
      section.find(metric).ifPresent(limit -> limits.put(metric.name(), limit));
    }
    return limits;
  }

  /** The metrics that a section gives a limit. */
  static List<Field<Double>> written(Section thresholds) {
    return ALL.stream().filter(thresholds::isWritten).toList();
  }

  /** The metrics of slices that a section gives a limit. */
  static List<Field<Double>> writtenOfSlices(Section limits) {
    return SLICED.stream().filter(limits::isWritten).toList();
  }

  private static Field<Double> least(String metric, String doc) {
    return Field.number(metric, null, 0, 1, doc).in("ratio");
  }

  private static Field<Double> most(String metric, String doc) {
    return Field.number(metric, null, 0, Double.MAX_VALUE, doc);
  }
}
