package io.edgeflow.core.sample;

/** Height, width and channels of an image whose values lie in (height, width, channel) order. */
public record ImageShape(int height, int width, int channels) {
  /** Checks all three. */
  public ImageShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException("An image of " + height + "x" + width + "x" + channels);
    }
  }

  /** The number of values of one image. */
  public int size() {
    return Math.multiplyExact(Math.multiplyExact(height, width), channels);
  }
}
