package io.edgeflow.data.preprocessing;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.data.preprocessing.MissingConfig.Fill;
import io.edgeflow.data.preprocessing.MissingConfig.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a missing value in each column, fitted on the training rows (scikit-learn's
 * {@code SimpleImputer}).
 */
final class FillFit {
  /** The most different values of columns whose most frequent one is wanted, all in all. */
  private static final int MOST_DIFFERENT = 1 << 20;

  private final List<String> columns;
  private final List<Fill> fills;
  private final @Nullable ByteTally tally;

  /**
   * A fit.
   *
   * @param tally of the rows, where they are bytes
   */
  FillFit(List<String> columns, List<Fill> fills, @Nullable ByteTally tally) {
    this.columns = columns;
    this.fills = fills;
    this.tally = tally;
  }

  /**
   * The steps, none when no value is to be filled in.
   *
   * @param rows NaN where missing
   */
  List<PreprocessStep> steps(Iterable<float[]> rows) {
    List<Integer> filled =
        IntStream.range(0, fills.size()).filter(i -> !fills.get(i).drops()).boxed().toList();
    if (filled.isEmpty()) {
      return List.of();
    }
    Map<Integer, Double> values = new HashMap<>();
    means(rows, values);
    medians(rows, values);
    mostFrequent(rows, values);
    float[] found = new float[filled.size()];
    for (int i = 0; i < found.length; i++) {
      int column = filled.get(i);
      Fill fill = fills.get(column);
      double value = values.getOrDefault(column, Double.NaN);
      found[i] = fill.kind() == Kind.CONSTANT ? fill.value() : (float) value;
      if (Float.isNaN(found[i])) {
        throw PipelineException.failed("A column has no value in the training split")
            .where("column \"" + columns.get(column) + "\"")
            .remedy("leave it out by naming the others in data_pipeline.features.columns")
            .build();
      }
    }
    return List.of(
        fills.stream().allMatch(Fill.MEAN::equals)
            ? new PreprocessStep.ImputeMean(Floats.of(found))
            : new PreprocessStep.Impute(filled, Floats.of(found)));
  }

  private int[] of(Kind kind) {
    return IntStream.range(0, fills.size()).filter(i -> fills.get(i).kind() == kind).toArray();
  }

  private void means(Iterable<float[]> rows, Map<Integer, Double> values) {
    int[] wanted = of(Kind.MEAN);
    if (wanted.length == 0) {
      return;
    }
    if (tally != null) {
      for (int column : wanted) {
        values.put(column, tally.mean(column));
      }
      return;
    }
    Moments[] moments = Moments.array(wanted.length);
    for (float[] row : rows) {
      for (int i = 0; i < wanted.length; i++) {
        if (!Float.isNaN(row[wanted[i]])) {
          moments[i].add(row[wanted[i]]);
        }
      }
    }
    for (int i = 0; i < wanted.length; i++) {
      values.put(wanted[i], moments[i].count() == 0 ? Double.NaN : moments[i].mean());
    }
  }

  private void medians(Iterable<float[]> rows, Map<Integer, Double> values) {
    int[] wanted = of(Kind.MEDIAN);
    if (wanted.length == 0) {
      return;
    }
    double[][] medians =
        Quantiles.of(Rows.mapped(rows, row -> taken(row, wanted)), wanted.length, 0.5);
    for (int i = 0; i < wanted.length; i++) {
      values.put(wanted[i], medians[i][0]);
    }
  }

  private static float[] taken(float[] row, int[] wanted) {
    float[] taken = new float[wanted.length];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = row[wanted[i]];
    }
    return taken;
  }

  private void mostFrequent(Iterable<float[]> rows, Map<Integer, Double> values) {
    int[] wanted = of(Kind.MOST_FREQUENT);
    if (wanted.length == 0) {
      return;
    }
    List<Map<Float, Long>> counts = new ArrayList<>();
    IntStream.range(0, wanted.length).forEach(i -> counts.add(new HashMap<>()));
    long different = 0;
    for (float[] row : rows) {
      for (int i = 0; i < wanted.length; i++) {
        float value = row[wanted[i]] + 0f;
        if (!Float.isNaN(value) && counts.get(i).merge(value, 1L, Long::sum) == 1) {
          different++;
        }
      }
      if (different > MOST_DIFFERENT) {
        throw tooManyDifferent(different);
      }
    }
    for (int i = 0; i < wanted.length; i++) {
      values.put(wanted[i], mode(counts.get(i)));
    }
  }

  private static double mode(Map<Float, Long> counts) {
    double mode = Double.NaN;
    long most = 0;
    for (Map.Entry<Float, Long> entry : counts.entrySet()) {
      long count = entry.getValue();
      if (count > most || (count == most && entry.getKey() < mode)) {
        mode = entry.getKey();
        most = count;
      }
    }
    return mode;
  }

  private static PipelineException tooManyDifferent(long different) {
    return PipelineException.failed("Too many different values to find the most frequent one")
        .found("more than " + (different - 1))
        .limit(MOST_DIFFERENT + " in all columns")
        .where("data_pipeline.preprocessing")
        .remedy("take handle_missing: median, and most_frequent for columns of few values")
        .build();
  }
}
