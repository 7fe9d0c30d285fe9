package io.edgeflow.data.preprocessing;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.core.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fits each step on the training rows as the steps before it leave them. */
final class PreprocessingFit {
  private final Schema schema;
  private final Iterable<float[]> train;
  private final List<PreprocessStep> steps = new ArrayList<>();

  private PreprocessingFit(Schema schema, Iterable<float[]> train) {
    this.schema = schema;
    this.train = train;
  }

  static Preprocessing fit(Schema schema, PreprocessingConfig config, Iterable<float[]> train) {
    PreprocessingFit fit = new PreprocessingFit(schema, train);
    if (config.imputeMean()) {
      fit.steps.add(fit.imputeMean());
    }
    if (config.normalize()) {
      fit.steps.add(fit.minMax());
    }
    if (config.standardize()) {
      fit.steps.add(fit.standardize());
    }
    if (!schema.rawShape().equals(schema.featureShape())) {
      fit.steps.add(new PreprocessStep.Resize(schema.rawShape(), schema.featureShape()));
    }
    return new Preprocessing(schema.columns(), schema.rawShape(), schema.featureShape(), fit.steps);
  }

  private PreprocessStep imputeMean() {
    Moments[] columns = Moments.array(schema.columns().size());
    for (float[] row : train) {
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
    return new PreprocessStep.ImputeMean(
        Arrays.stream(columns).map(c -> (float) c.mean()).toList());
  }

  private PreprocessStep minMax() {
    Moments[] channels = channels();
    return new PreprocessStep.MinMax(
        Arrays.stream(channels).map(c -> (float) c.min()).toList(),
        Arrays.stream(channels).map(c -> (float) c.max()).toList());
  }

  private PreprocessStep standardize() {
    Moments[] channels = channels();
    return new PreprocessStep.Standardize(
        Arrays.stream(channels).map(c -> (float) c.mean()).toList(),
        Arrays.stream(channels).map(c -> (float) c.deviation()).toList());
  }

  private Moments[] channels() {
    Moments[] channels = Moments.array(schema.rawShape().channels());
    for (float[] row : train) {
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
}
