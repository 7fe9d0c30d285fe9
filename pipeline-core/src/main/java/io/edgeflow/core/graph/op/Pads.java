package io.edgeflow.core.graph.op;

/** Zeros added on each side, none negative. */
public record Pads(int top, int left, int bottom, int right) {
  /** No padding. */
  public static final Pads NONE = new Pads(0, 0, 0, 0);

  /** Checks all four. */
  public Pads {
    if (Math.min(Math.min(top, left), Math.min(bottom, right)) < 0) {
      throw new IllegalArgumentException("Negative padding");
    }
  }

  /** The same on all sides. */
  public static Pads all(int amount) {
    return new Pads(amount, amount, amount, amount);
  }

  /**
   * What TensorFlow calls SAME: {@code ceil(in / stride)} outputs, the odd pixel at the bottom and
   * right.
   *
   * @param input height and width
   * @param reach height and width that one window covers, dilation included
   */
  public static Pads same(Size input, Size reach, Size stride) {
    int rows = total(input.height(), reach.height(), stride.height());
    int columns = total(input.width(), reach.width(), stride.width());
    return new Pads(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2);
  }

  private static int total(int input, int reach, int stride) {
    int outputs = (input + stride - 1) / stride;
    return Math.max(0, (outputs - 1) * stride + reach - input);
  }
}
