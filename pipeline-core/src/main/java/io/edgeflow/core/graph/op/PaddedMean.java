package io.edgeflow.core.graph.op;

/**
 * How means over the windows of a padded image follow from those that count every place.
 *
 * @param ofImage whether each is a mean over the places of the image alone
 * @param factors by which the mean over all places, zeros around the image, is to be multiplied,
 *     for each window
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; read by the pass that asked for it.
public record PaddedMean(boolean ofImage, float[] factors) {
  /** Whether the means are those that count every place. */
  public boolean whole() {
    for (float factor : factors) {
      if (factor != 1) {
        return false;
      }
    }
    return true;
  }

  static PaddedMean of(Border border, Size input, Size kernel, Size stride, Size output) {
    float[] factors = new float[output.height() * output.width()];
    for (int y = 0; y < output.height(); y++) {
      int rows = places(y * stride.height(), kernel.height(), input.height(), border, true);
      for (int x = 0; x < output.width(); x++) {
        int columns = places(x * stride.width(), kernel.width(), input.width(), border, false);
        factors[y * output.width() + x] =
            (float) (kernel.height() * kernel.width()) / (rows * columns);
      }
    }
    return new PaddedMean(!border.counted(), factors);
  }

  /** How many places of a window count that begins so far behind the padding's beginning. */
  private static int places(int begin, int kernel, int input, Border border, boolean vertical) {
    int before = vertical ? border.pads().top() : border.pads().left();
    int after = vertical ? border.pads().bottom() : border.pads().right();
    int first = border.counted() ? 0 : before;
    int last = before + input + (border.counted() ? after : 0);
    return Math.min(begin + kernel, last) - Math.max(begin, first);
  }
}
