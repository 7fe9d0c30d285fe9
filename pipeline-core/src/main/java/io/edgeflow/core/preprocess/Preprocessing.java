package io.edgeflow.core.preprocess;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.FeatureSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fitted preprocessing from a raw row to a model's input, the very same code in training, on the
 * device and in diagnosis. What {@code prepare} does is done once and stored; what {@code scale}
 * does is done for each batch. Thread-safe.
 *
 * @param columns the raw row's columns in order
 * @param input what the raw row is
 * @param prepare the steps from the raw row to the stored sample
 * @param output what the model takes; the stored sample has the same axes
 * @param scale the steps from the stored sample to the model's input, value by value
 */
public record Preprocessing(
    List<String> columns,
    FeatureSpec input,
    List<PreprocessStep> prepare,
    FeatureSpec output,
    List<PreprocessStep> scale) {
  private static final int BYTES = 256;
  private static final int MOST_CHANNELS = 256;

  /** Copies the lists and checks the row's length. */
  public Preprocessing {
    columns = List.copyOf(columns);
    prepare = List.copyOf(prepare);
    scale = List.copyOf(scale);
    if (columns.size() != input.size()) {
      throw new IllegalArgumentException(columns.size() + " columns for " + input);
    }
  }

  /**
   * Applies every step to one raw row; NaN means missing.
   *
   * @param raw one value a column, of a text its {@linkplain Encoding#code code}; not changed
   * @return the model's input, {@code output.size()} finite values in memory order
   * @throws PipelineException if the row's length is wrong or a value is not finite after the steps
   */
  public float[] apply(float[] raw) {
    return scaled(prepared(raw));
  }

  /**
   * Applies the first part to one raw row.
   *
   * @param raw one value a column; not changed
   * @return {@code output.size()} values, NaN where still missing
   * @throws PipelineException if the row's length is wrong
   */
  public float[] prepared(float[] raw) {
    if (raw.length != columns.size()) {
      throw PipelineException.failed("A raw row of the wrong length")
          .found(raw.length)
          .limit(columns.size())
          .remedy("give one value for each of the columns " + columns.get(0) + " …")
          .build();
    }
    return applied(prepare, raw.clone());
  }

  /**
   * Applies the second part to one prepared sample.
   *
   * @param prepared changed in place
   * @return the model's input
   * @throws PipelineException if a value is not finite after the steps
   */
  public float[] scaled(float[] prepared) {
    float[] values = applied(scale, prepared);
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

  /** All that {@link #scaled} does, where it scales each channel; else empty. */
  public Optional<Scaling> scaling() {
    Optional<Scaling> all = Optional.of(Scaling.NONE);
    for (PreprocessStep step : scale) {
      all = all.flatMap(before -> step.scaling().map(before::then));
    }
    return all;
  }

  /**
   * What {@link #scaled} makes of each number from 0 to 255 in each channel, so that a sample of
   * bytes costs a look-up a value.
   *
   * @return value {@code b} of channel {@code c} at {@code 256 c + b}, with as many channels as the
   *     steps tell apart; empty where a value counts by more than its channel, there are more than
   *     256 of these, or a value would not be finite
   */
  public Optional<float[]> ofBytes() {
    int channels = scale.stream().mapToInt(PreprocessStep::period).max().orElse(1);
    if (channels > MOST_CHANNELS
        || scale.stream().anyMatch(step -> step.period() < 1 || channels % step.period() != 0)) {
      return Optional.empty();
    }
    float[] values = new float[channels * BYTES];
    for (int i = 0; i < values.length; i++) {
      int value = i / channels;
      values[i] = value;
    }
    values = applied(scale, values);
    float[] table = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return Optional.empty();
      }
      table[BYTES * (i % channels) + i / channels] = values[i];
    }
    return Optional.of(table);
  }

  /** How texts become codes and codes numbers, by the place of their column; mostly empty. */
  public Map<Integer, Encoding> encodings() {
    return encode().<Map<Integer, Encoding>>map(PreprocessStep.Encode::columns).orElse(Map.of());
  }

  /** The names of the numbers of a vector that a model takes: the columns, or what texts become. */
  public List<String> numbers() {
    return encode().map(step -> step.names(columns)).orElse(columns);
  }

  private Optional<PreprocessStep.Encode> encode() {
    return prepare.stream()
        .filter(PreprocessStep.Encode.class::isInstance)
        .map(PreprocessStep.Encode.class::cast)
        .findFirst();
  }

  private static float[] applied(List<PreprocessStep> steps, float[] values) {
    float[] changed = values;
    for (PreprocessStep step : steps) {
      changed = step.apply(changed);
    }
    return changed;
  }
}
