package io.edgeflow.formats.tflite;

import java.util.List;

/**
 * The quantization of a tensor in a file.
 *
 * @param scales one, or one for each index of {@code axis}
 * @param zeroPoint shared by all scales
 */
record Scales(List<Float> scales, int zeroPoint, int axis) {
  Scales {
    scales = List.copyOf(scales);
  }

  static Scales of(float scale, int zeroPoint) {
    return new Scales(List.of(scale), zeroPoint, 0);
  }
}
