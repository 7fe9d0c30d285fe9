package io.edgeflow.core.numeric;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** An immutable sequence of floats without boxes; equal by its bits. In JSON a plain array. */
public final class Floats {
  private final float[] values;

  private Floats(float[] values) {
    this.values = values;
  }

  /** Copies values. */
  @JsonCreator
  public static Floats of(float... values) {
    return new Floats(values.clone());
  }

  /** One value. */
  public float get(int index) {
    return values[index];
  }

  /** The number of values. */
  public int size() {
    return values.length;
  }

  /** A copy of the values. */
  @JsonValue
  public float[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Floats that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
