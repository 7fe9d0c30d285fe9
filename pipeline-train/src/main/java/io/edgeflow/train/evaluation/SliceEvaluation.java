package io.edgeflow.train.evaluation;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.SliceFiles;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.sample.OutputKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How well a predictor does on the rows of a split that hold one value in a column: its metrics
 * over those rows alone. Precision, recall and F1 of classes are weighted by support, so that a
 * class which the slice lacks does not count; what is a plain mean over all classes is not told.
 *
 * @param column a column of the data, or {@link #CLASS}
 * @param value what the rows hold in it
 * @param samples rows, at least 1
 * @param metrics those of {@link #names}; a value is NaN where it has no meaning for the rows
 * @param intervals where the true metrics lie, as far as the rows tell
 */
public record SliceEvaluation(
    String column, String value, long samples, List<Metric> metrics, Intervals intervals) {
  /** What rows are told apart by their true class under. */
  public static final String CLASS = "class";

  private static final List<String> OF_CLASSES =
      List.of("accuracy", "precision", "recall", "f1", "brier");

  /** Copies the list. */
  public SliceEvaluation {
    metrics = List.copyOf(metrics);
  }

  /** The metrics that are measured of a slice, by what a model gives. */
  public static List<String> names(OutputKind output) {
    return output == OutputKind.LOGITS ? OF_CLASSES : Evaluation.names(output);
  }

  /**
   * Measures each slice of a test split, in the order of the columns and their values.
   *
   * @param files what the rows hold; null where the only column is {@link #CLASS}
   * @throws io.edgeflow.core.error.PipelineException as {@link ModelEvaluator#evaluate}
   */
  public static List<SliceEvaluation> measure(
      Predictor predictor,
      Split test,
      List<String> columns,
      @Nullable SliceFiles files,
      ArtifactStore store,
      Thresholds thresholds,
      Progress progress) {
    List<String> told = names(test.target().output());
    List<SliceEvaluation> slices = new ArrayList<>();
    for (String column : columns) {
      rows(column, test, files, store)
          .forEach(
              (value, rows) ->
                  slices.add(
                      of(
                          column,
                          value,
                          ModelEvaluator.evaluate(predictor, test.only(rows), thresholds, progress),
                          told)));
    }
    return slices;
  }

  private static Map<String, int[]> rows(
      String column, Split test, @Nullable SliceFiles files, ArtifactStore store) {
    if (column.equals(CLASS)) {
      return byClass(test);
    }
    if (files == null) {
      throw new IllegalArgumentException("Nobody kept the column " + column);
    }
    return files.testRows(column, store);
  }

  private static Map<String, int[]> byClass(Split test) {
    int[] truth = test.labels();
    List<String> labels = test.target().answers();
    Map<String, int[]> rows = new LinkedHashMap<>();
    for (int label = 0; label < labels.size(); label++) {
      int wanted = label;
      int[] found = IntStream.range(0, truth.length).filter(i -> truth[i] == wanted).toArray();
      if (found.length > 0) {
        rows.put(labels.get(label), found);
      }
    }
    return rows;
  }

  private static SliceEvaluation of(
      String column, String value, Evaluation measured, List<String> told) {
    Map<String, Interval> intervals = new LinkedHashMap<>(measured.intervals().byMetric());
    intervals.keySet().retainAll(told);
    return new SliceEvaluation(
        column,
        value,
        measured.samples(),
        measured.metrics().stream().filter(metric -> told.contains(metric.name())).toList(),
        new Intervals(intervals));
  }

  /** One of {@link #metrics()} by name; empty where it is not measured of the rows. */
  public Optional<Metric> metric(String name) {
    return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
  }

  /** For people: the column with what the rows hold. */
  public String label() {
    return column + " = " + value;
  }
}
