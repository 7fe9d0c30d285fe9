package io.edgeflow.formats.quant;

/** Rounding that Java's library lacks. */
public final class Rounding {
  private Rounding() {}

  /** C's {@code roundf}: to the nearest whole number, halves away from zero. */
  public static float halfAway(float value) {
    float whole = (float) (long) value;
    return Math.abs(value - whole) >= 0.5f ? whole + Math.signum(value) : whole;
  }
}
