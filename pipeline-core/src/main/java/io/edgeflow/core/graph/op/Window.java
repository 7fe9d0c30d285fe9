package io.edgeflow.core.graph.op;

/**
 * Windows that slide over an image.
 *
 * @param input height and width of the image
 * @param reach height and width that one window covers, dilation included
 * @param stride from one window to the next
 * @param pads zeros around the image
 */
public record Window(Size input, Size reach, Size stride, Pads pads) {
  /** Whether there are no zeros around the image. */
  public boolean valid() {
    return pads.equals(Pads.NONE);
  }

  /** Whether no pixel is left out at the bottom or right. */
  public boolean reachesEnd() {
    return rest(input.height() + pads.top() + pads.bottom(), reach.height(), stride.height()) == 0
        && rest(input.width() + pads.left() + pads.right(), reach.width(), stride.width()) == 0;
  }

  private static int rest(int padded, int reach, int stride) {
    return Math.floorMod(padded - reach, stride);
  }

  /** Whether the zeros are those of {@link Pads#same}. */
  public boolean same() {
    return pads.equals(Pads.same(input, reach, stride));
  }
}
