package io.edgeflow.core.gate;

/**
 * Between what the true value of a measured rate lies.
 *
 * @param lower what it is not below; one-sided
 * @param upper what it is not above; one-sided
 * @param confidence of either side, in (0, 1), whatever the number of looks at growing data
 */
public record Bounds(double lower, double upper, double confidence) {
  /** Checks the order. */
  public Bounds {
    if (!(lower <= upper) || !(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(lower + " to " + upper + " at " + confidence);
    }
  }
}
