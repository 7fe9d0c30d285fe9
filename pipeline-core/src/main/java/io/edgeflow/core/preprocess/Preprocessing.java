package io.edgeflow.core.preprocess;

import io.edgeflow.core.error.PipelineException;
import java.util.List;

/**
 * Fitted preprocessing from a raw row to a model's input, the very same code in training, on the
 * device and in diagnosis. Thread-safe.
 *
 * @param columns the raw row's columns in order
 * @param input the image that the raw row is
 * @param output the image that the model takes, values in (height, width, channel) order
 */
public record Preprocessing(
    List<String> columns, ImageShape input, ImageShape output, List<PreprocessStep> steps) {
  /** Copies the lists and checks the row's length. */
  public Preprocessing {
    columns = List.copyOf(columns);
    steps = List.copyOf(steps);
    if (columns.size() != input.size()) {
      throw new IllegalArgumentException(columns.size() + " columns for " + input);
    }
  }

  /**
   * Applies every step to one raw row; NaN means missing.
   *
   * @param raw one value a column; not changed
   * @return the model's input, {@code output.size()} finite values
   * @throws PipelineException if the row's length is wrong or a value is not finite after the steps
   */
  public float[] apply(float[] raw) {
    if (raw.length != columns.size()) {
      throw PipelineException.failed("A raw row of the wrong length")
          .found(raw.length)
          .limit(columns.size())
          .remedy("give one value for each of the columns " + columns.get(0) + " …")
          .build();
    }
    float[] values = raw.clone();
    for (PreprocessStep step : steps) {
      values = step.apply(values);
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw PipelineException.failed("A value is missing or not finite after preprocessing")
            .found(value)
            .remedy("set data_pipeline.preprocessing.handle_missing to mean, or mend the row")
            .build();
      }
    }
    return values;
  }
}
