package io.edgeflow.data.finding;

import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.data.image.DifferenceHash;
import io.edgeflow.data.image.Image;
import java.util.stream.LongStream;

/** The difference hashes of images of any numbers. */
record ImageHashes(FeatureSpec images) {
  private static final int WHITE = 255;

  /** The hashes of some rows, in their order. */
  long[] of(Split split, int[] rows, int threads) {
    LongStream.Builder hashes = LongStream.builder();
    if (split.holdsBytes() && kept() == images.channels()) {
      split.bytes(rows).each(threads, this::hash, hashes::add);
    } else {
      boolean bytes = split.holdsBytes();
      split.raw(rows).each(threads, row -> hash(pixels(row, bytes)), hashes::add);
    }
    return hashes.build().toArray();
  }

  private int kept() {
    return images.channels() == 3 ? 3 : 1;
  }

  private long hash(byte[] pixels) {
    int height = images.axes().get(0).size();
    int width = images.axes().get(1).size();
    return DifferenceHash.of(Image.of(height, width, kept(), pixels));
  }

  /** Of other numbers than bytes, each image is brought to their range. */
  private byte[] pixels(float[] raw, boolean bytes) {
    double low = 0;
    double high = WHITE;
    if (!bytes) {
      low = Double.POSITIVE_INFINITY;
      high = Double.NEGATIVE_INFINITY;
      for (float value : raw) {
        low = Float.isFinite(value) ? Math.min(low, value) : low;
        high = Float.isFinite(value) ? Math.max(high, value) : high;
      }
    }
    int channels = images.channels();
    byte[] pixels = new byte[raw.length / channels * kept()];
    for (int i = 0; i < pixels.length; i++) {
      float value = raw[i / kept() * channels + i % kept()];
      double share = high > low && Float.isFinite(value) ? (value - low) / (high - low) : 0;
      pixels[i] = (byte) Math.round(WHITE * share);
    }
    return pixels;
  }
}
