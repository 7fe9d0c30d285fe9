package io.edgeflow.data.preprocessing;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.data.preprocessing.MissingConfig.Fill;
import io.edgeflow.data.preprocessing.MissingConfig.Kind;
import io.edgeflow.data.preprocessing.PreprocessingConfig.Scaler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Fits each step on the training rows as the steps before it leave them.
 *
 * <p>Missing values get the statistic that their place had, not that of their channel: the places
 * of an image or a series differ, and a corner that is always dark would be filled with the grey of
 * the whole. The step is kept when no training row lacks a value, since a device may still meet
 * one.
 */
final class PreprocessingFit {
  private final Schema schema;
  private final PreprocessingConfig config;
  private final boolean resize;

  PreprocessingFit(Schema schema, PreprocessingConfig config) {
    this.schema = schema;
    this.config = config;
    this.resize = !schema.raw().sameAxes(schema.features());
  }

  /**
   * The steps to the stored sample: resizing, which no value may be missing for.
   *
   * @param raw training rows, NaN where missing
   */
  List<PreprocessStep> prepare(Iterable<float[]> raw) {
    if (!resize) {
      return List.of();
    }
    List<PreprocessStep> steps = new ArrayList<>(impute(raw));
    steps.add(new PreprocessStep.Resize(schema.raw().image(), schema.features().image()));
    return steps;
  }

  /**
   * The steps from the stored sample to the model's input.
   *
   * @param prepared training rows after the steps of {@link #prepare}; iterated several times
   */
  List<PreprocessStep> scale(Iterable<float[]> prepared) {
    List<PreprocessStep> steps = new ArrayList<>();
    if (!resize) {
      steps.addAll(impute(prepared));
    }
    for (Scaler scaler : config.scalers()) {
      steps.add(scaled(scaler, after(steps, prepared)));
    }
    return steps;
  }

  private List<PreprocessStep> impute(Iterable<float[]> rows) {
    List<PreprocessStep> steps = new ArrayList<>();
    List<Fill> fills = schema.columns().stream().map(config.missing()::of).toList();
    if (config.missing().all().kind() == Kind.INTERPOLATE) {
      steps.add(new PreprocessStep.Interpolate(schema.raw().channels()));
      fills = fills.stream().map(fill -> Fill.MEAN).toList();
    }
    steps.addAll(new FillFit(schema.columns(), fills).steps(after(steps, rows)));
    return steps;
  }

  private PreprocessStep scaled(Scaler scaler, Iterable<float[]> rows) {
    return switch (scaler.scale()) {
      case MIN_MAX -> minMax(scaler, channels(rows));
      case STANDARD -> {
        Moments[] channels = channels(rows);
        yield new PreprocessStep.Standardize(
            floats(channels, Moments::mean), floats(channels, Moments::deviation));
      }
      case ROBUST -> robust(Quantiles.of(rows, schema.features().channels(), 0.25, 0.5, 0.75));
      case NONE -> throw new IllegalArgumentException("No scaler");
    };
  }

  private static PreprocessStep minMax(Scaler scaler, Moments[] channels) {
    Floats min = floats(channels, Moments::min);
    Floats max = floats(channels, Moments::max);
    return scaler.equals(Scaler.MIN_MAX)
        ? new PreprocessStep.MinMax(min, max)
        : new PreprocessStep.MinMaxRange(min, max, scaler.low(), scaler.high());
  }

  private static PreprocessStep robust(double[][] quartiles) {
    float[] medians = new float[quartiles.length];
    float[] ranges = new float[quartiles.length];
    for (int i = 0; i < quartiles.length; i++) {
      medians[i] = (float) quartiles[i][1];
      float range = (float) (quartiles[i][2] - quartiles[i][0]);
      ranges[i] = range == 0 ? 1 : range;
    }
    return new PreprocessStep.Robust(Floats.of(medians), Floats.of(ranges));
  }

  /** Rows as some steps leave them; what is given is not changed. */
  private static Iterable<float[]> after(List<PreprocessStep> steps, Iterable<float[]> rows) {
    List<PreprocessStep> known = List.copyOf(steps);
    return Rows.mapped(
        rows,
        row -> {
          float[] values = row.clone();
          for (PreprocessStep step : known) {
            values = step.apply(values);
          }
          return values;
        });
  }

  private Moments[] channels(Iterable<float[]> rows) {
    Moments[] channels = Moments.array(schema.features().channels());
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        channels[i % channels.length].add(row[i]);
      }
    }
    return channels;
  }

  private static Floats floats(Moments[] moments, ToDoubleFunction<Moments> statistic) {
    float[] values = new float[moments.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) statistic.applyAsDouble(moments[i]);
    }
    return Floats.of(values);
  }
}
