package io.edgeflow.data.image;

import io.edgeflow.data.image.Resampling.Filter;

/**
 * Pixels of 8 bits, immutable: {@code [height, width, channels]} in row-major order, 0 to 255, with
 * one channel (gray) or three (red, green, blue). Each operation gives what Pillow, Python's
 * imaging library, gives, to the bit.
 */
public final class Image {
  private static final int GRAY = 1;
  private static final int RGB = 3;
  private static final int HALF = 1 << 15;

  private final int height;
  private final int width;
  private final int channels;
  private final byte[] pixels;

  /** Takes the pixels without a copy. */
  Image(int height, int width, int channels, byte[] pixels) {
    if (height < 1 || width < 1 || (channels != GRAY && channels != RGB)) {
      throw new IllegalArgumentException(
          "No image is [" + height + ", " + width + ", " + channels + "]");
    }
    if (pixels.length != Math.multiplyExact(Math.multiplyExact(height, width), channels)) {
      throw new IllegalArgumentException(
          "An image of [%d, %d, %d] has not %d bytes"
              .formatted(height, width, channels, pixels.length));
    }
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.pixels = pixels;
  }

  /**
   * Copies pixels.
   *
   * @param channels 1 or 3
   * @param pixels {@code height · width · channels} unsigned bytes
   */
  public static Image of(int height, int width, int channels, byte[] pixels) {
    return new Image(height, width, channels, pixels.clone());
  }

  /** Rows of pixels. */
  public int height() {
    return height;
  }

  /** Pixels in a row. */
  public int width() {
    return width;
  }

  /** 1 (gray) or 3 (red, green, blue). */
  public int channels() {
    return channels;
  }

  /** A copy of the unsigned bytes, in the order {@code [height, width, channels]}. */
  public byte[] pixels() {
    return pixels.clone();
  }

  /** One of the pixels' numbers, 0 to 255; {@code i} counts them in their order, from 0. */
  public int at(int i) {
    return pixels[i] & 0xFF;
  }

  /**
   * The same image in gray or in colour. Gray is the luminance of ITU-R BT.601, {@code 0.299 red +
   * 0.587 green + 0.114 blue}, rounded as Pillow's {@code convert("L")} does it; the colours of a
   * gray pixel are three times its gray.
   *
   * @param count 1 or 3
   */
  public Image channels(int count) {
    if (count == channels) {
      return this;
    }
    byte[] converted = new byte[height * width * count];
    for (int i = 0; i < height * width; i++) {
      if (count == GRAY) {
        converted[i] = luminance(RGB * i);
      } else {
        for (int c = 0; c < count; c++) {
          converted[count * i + c] = pixels[i];
        }
      }
    }
    return new Image(height, width, count, converted);
  }

  /** With weights in parts of 2^16. */
  private byte luminance(int i) {
    return (byte) ((19_595 * at(i) + 38_470 * at(i + 1) + 7_471 * at(i + 2) + HALF) >> 16);
  }

  /**
   * The image in another size, bilinear with antialiasing, as Pillow's {@code resize((width,
   * height), BILINEAR)}: see {@link Resampling}. Its sides are not kept in proportion.
   */
  public Image resized(int newHeight, int newWidth) {
    return resized(newHeight, newWidth, Filter.TRIANGLE);
  }

  /** The same with another filter. */
  Image resized(int newHeight, int newWidth, Filter filter) {
    boolean heightFirst = height > newHeight && height - newHeight > 2 * (width - newWidth);
    return heightFirst
        ? withHeight(newHeight, filter).withWidth(newWidth, filter)
        : withWidth(newWidth, filter).withHeight(newHeight, filter);
  }

  private Image withWidth(int size, Filter filter) {
    return size == width
        ? this
        : new Image(
            height,
            size,
            channels,
            Resampling.of(width, size, filter).apply(pixels, height, channels));
  }

  private Image withHeight(int size, Filter filter) {
    return size == height
        ? this
        : new Image(
            size,
            width,
            channels,
            Resampling.of(height, size, filter).apply(pixels, 1, width * channels));
  }

  /**
   * The middle of the image; of an odd number of pixels to spare, the one more is cut off at the
   * right and at the bottom.
   *
   * @param newHeight at most {@link #height()}
   * @param newWidth at most {@link #width()}
   */
  public Image cropped(int newHeight, int newWidth) {
    if (newHeight > height || newWidth > width) {
      throw new IllegalArgumentException(
          "%d × %d pixels cannot be cut out of %d × %d"
              .formatted(newWidth, newHeight, width, height));
    }
    int row = newWidth * channels;
    byte[] middle = new byte[newHeight * row];
    for (int y = 0; y < newHeight; y++) {
      int from = ((y + (height - newHeight) / 2) * width + (width - newWidth) / 2) * channels;
      System.arraycopy(pixels, from, middle, y * row, row);
    }
    return new Image(newHeight, newWidth, channels, middle);
  }

  /**
   * The largest part in the middle that has the proportions of a size, in that size: nothing is
   * distorted, and what stands out is cut off.
   */
  public Image filling(int newHeight, int newWidth) {
    boolean tall = (long) height * newWidth > (long) width * newHeight;
    double part =
        tall ? (double) width * newHeight / newWidth : (double) height * newWidth / newHeight;
    int rounded = (int) Math.max(1, Math.round(part));
    Image middle = tall ? cropped(rounded, width) : cropped(height, rounded);
    return middle.resized(newHeight, newWidth);
  }
}
