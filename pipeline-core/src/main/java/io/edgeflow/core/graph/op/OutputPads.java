package io.edgeflow.core.graph.op;

/** Rows and columns that a transposed convolution gives beyond its last window, none negative. */
public record OutputPads(int bottom, int right) {
  /** None. */
  public static final OutputPads NONE = new OutputPads(0, 0);

  /** Checks both. */
  public OutputPads {
    if (Math.min(bottom, right) < 0) {
      throw new IllegalArgumentException("Negative padding");
    }
  }
}
