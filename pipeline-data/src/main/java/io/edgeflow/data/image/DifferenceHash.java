package io.edgeflow.data.image;

import io.edgeflow.data.image.Resampling.Filter;

/**
 * The difference hash of an image, 64 bits that hardly change when the image is scaled, compressed
 * or brightened: in gray and in nine by eight pixels (Lanczos), whether a pixel is brighter than
 * the one to its left, row after row, the first bit the highest. It equals {@code imagehash.dhash}
 * of Python (N. Krawetz, "Kind of Like That", 2013) bit for bit. Images are near to each other when
 * few bits differ ({@link Long#bitCount} of their exclusive or).
 */
public final class DifferenceHash {
  private static final int SIDE = 8;

  private DifferenceHash() {}

  /** The hash. */
  public static long of(Image image) {
    Image small = image.channels(1).resized(SIDE, SIDE + 1, Filter.LANCZOS);
    long hash = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 1; x <= SIDE; x++) {
        int at = y * (SIDE + 1) + x;
        hash = hash << 1 | (small.at(at) > small.at(at - 1) ? 1 : 0);
      }
    }
    return hash;
  }
}
