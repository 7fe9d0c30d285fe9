package io.edgeflow.core.graph.op;

/** Height and width, each at least 1. */
public record Size(int height, int width) {
  /** Checks both. */
  public Size {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("A size of " + height + "x" + width);
    }
  }

  /** Equal height and width. */
  public static Size square(int side) {
    return new Size(side, side);
  }
}
