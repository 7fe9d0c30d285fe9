package io.edgeflow.core.sample;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.PrimaryMetric;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.tensor.ElementType;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers (regression). The truth is FLOAT32 in the units of the data; a model gives {@code (value
 * - mean) / deviation}, so that every value weighs alike in the loss.
 *
 * @param columns the raw columns that hold the values
 * @param means of the training rows, one a column
 * @param deviations population deviations of the training rows, one a column, above 0
 */
public record ValueTarget(List<String> columns, Floats means, Floats deviations) implements Target {
  /** Copies the names and checks the lengths. */
  public ValueTarget {
    columns = List.copyOf(columns);
    if (columns.isEmpty()
        || means.size() != columns.size()
        || deviations.size() != columns.size()) {
      throw new IllegalArgumentException(
          columns + ", " + means.size() + " means, " + deviations.size() + " deviations");
    }
    for (int i = 0; i < deviations.size(); i++) {
      if (!(deviations.get(i) > 0) || !Float.isFinite(means.get(i))) {
        throw new IllegalArgumentException("Means " + means + ", deviations " + deviations);
      }
    }
  }

  /** Values whose scale is not known yet: means of 0, deviations of 1. */
  public static ValueTarget unscaled(List<String> columns) {
    float[] ones = new float[columns.size()];
    Arrays.fill(ones, 1);
    return new ValueTarget(columns, Floats.of(new float[columns.size()]), Floats.of(ones));
  }

  /** A value as a model gives it. */
  public float scaled(int column, float value) {
    return (value - means.get(column)) / deviations.get(column);
  }

  /** The inverse of {@link #scaled}. */
  public float unscaled(int column, float output) {
    return output * deviations.get(column) + means.get(column);
  }

  @Override
  public <R> R map(Cases<R> cases) {
    return cases.values(this);
  }

  @Override
  @JsonIgnore
  public OutputKind output() {
    return OutputKind.VALUES;
  }

  @Override
  public int outputs(int features) {
    return columns.size();
  }

  @Override
  @JsonIgnore
  public List<String> truth() {
    return columns;
  }

  @Override
  @JsonIgnore
  public ElementType truthType() {
    return ElementType.FLOAT32;
  }

  @Override
  @JsonIgnore
  public List<String> answers() {
    return columns;
  }

  @Override
  @JsonIgnore
  public PrimaryMetric primary() {
    return new PrimaryMetric("rmse", "value", Direction.LOWER_IS_BETTER);
  }
}
