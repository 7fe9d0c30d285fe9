package io.edgeflow.core.numeric;

/** The place of the largest score. */
public final class Argmax {
  private Argmax() {}

  /** The index of the largest value, the first of equals; NaN is never larger. */
  public static int of(float[] values) {
    return of(values, 0, values.length);
  }

  /**
   * The place of the largest of {@code count} values that start at {@code from}, counted from
   * {@code from}; the first of equals.
   *
   * @param count at least 1
   */
  public static int of(float[] values, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }
}
