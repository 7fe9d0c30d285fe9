package io.edgeflow.data.preprocessing;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.PreprocessStep;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Fits each step on the training rows as the steps before it leave them.
 *
 * <p>Missing values get the mean that their place had, not that of their channel: the places of an
 * image or a series differ, and a corner that is always dark would be filled with the grey of the
 * whole. The step is kept when no training row lacks a value, since a device may still meet one.
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
    PreprocessStep step =
        new PreprocessStep.Resize(schema.raw().image(), schema.features().image());
    return config.imputeMean() ? List.of(imputeMean(raw), step) : List.of(step);
  }

  /**
   * The steps from the stored sample to the model's input.
   *
   * @param prepared training rows after the steps of {@link #prepare}; iterated up to three times
   */
  List<PreprocessStep> scale(Iterable<float[]> prepared) {
    List<PreprocessStep> steps = new ArrayList<>();
    if (config.imputeMean() && !resize) {
      steps.add(imputeMean(prepared));
    }
    if (config.normalize()) {
      Moments[] channels = channels(prepared, steps);
      steps.add(
          new PreprocessStep.MinMax(
              floats(channels, Moments::min), floats(channels, Moments::max)));
    }
    if (config.standardize()) {
      Moments[] channels = channels(prepared, steps);
      steps.add(
          new PreprocessStep.Standardize(
              floats(channels, Moments::mean), floats(channels, Moments::deviation)));
    }
    return steps;
  }

  private PreprocessStep imputeMean(Iterable<float[]> rows) {
    Moments[] columns = Moments.array(schema.columns().size());
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        if (!Float.isNaN(row[i])) {
          columns[i].add(row[i]);
        }
      }
    }
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].count() == 0) {
        throw PipelineException.failed("A column has no value in the training split")
            .where("column \"" + schema.columns().get(i) + "\"")
            .remedy("leave it out by naming the others in data_pipeline.features.columns")
            .build();
      }
    }
    return new PreprocessStep.ImputeMean(floats(columns, Moments::mean));
  }

  private Moments[] channels(Iterable<float[]> rows, List<PreprocessStep> steps) {
    Moments[] channels = Moments.array(schema.features().channels());
    for (float[] row : rows) {
      float[] values = row.clone();
      for (PreprocessStep step : steps) {
        values = step.apply(values);
      }
      for (int i = 0; i < values.length; i++) {
        channels[i % channels.length].add(values[i]);
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
