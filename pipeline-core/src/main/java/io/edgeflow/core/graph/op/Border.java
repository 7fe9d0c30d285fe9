package io.edgeflow.core.graph.op;

/**
 * What lies around an image that is pooled, and which windows reach into it. A maximum passes it
 * over.
 *
 * @param pads rows and columns around the image, fewer on each side than a window has
 * @param ceil whether a window that reaches beyond the padding counts too, if it begins within the
 *     image or the padding before it
 * @param counted whether a mean counts the padding, as zeros; never what lies beyond it
 */
public record Border(Pads pads, boolean ceil, boolean counted) {
  /** Padding that no mean counts. */
  public static Border of(Pads pads) {
    return new Border(pads, false, false);
  }

  /** Whether there is none. */
  boolean none() {
    return pads.equals(Pads.NONE) && !ceil;
  }

  /** The padding up to the end of the last window. */
  Pads reached(Size input, Size kernel, Size stride) {
    if (!ceil) {
      return pads;
    }
    return new Pads(
        pads.top(),
        pads.left(),
        end(input.height(), pads.top(), pads.bottom(), kernel.height(), stride.height()),
        end(input.width(), pads.left(), pads.right(), kernel.width(), stride.width()));
  }

  private static int end(int input, int before, int after, int kernel, int stride) {
    int windows = Math.max(0, before + input + after - kernel + stride - 1) / stride + 1;
    if ((windows - 1) * stride >= before + input) {
      windows--;
    }
    return Math.max(0, (windows - 1) * stride + kernel - before - input);
  }
}
