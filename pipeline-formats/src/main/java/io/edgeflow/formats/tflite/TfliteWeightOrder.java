package io.edgeflow.formats.tflite;

import java.util.List;

/** How TFLite lays the axes of a weight. */
enum TfliteWeightOrder {
  /** {@code [out, in]} as it is. */
  MATRIX(List.of(0, 1), 0),
  /** {@code [out, in, kh, kw]} as {@code [out, kh, kw, in]}. */
  CONV(List.of(0, 2, 3, 1), 0),
  /** {@code [out, 1, kh, kw]} as {@code [1, kh, kw, out]}. */
  DEPTHWISE(List.of(1, 2, 3, 0), 3);

  private final List<Integer> axes;
  private final int channelAxis;

  TfliteWeightOrder(List<Integer> axes, int channelAxis) {
    this.axes = axes;
    this.channelAxis = channelAxis;
  }

  List<Integer> axes() {
    return axes;
  }

  /** Where the output channels lie. */
  int channelAxis() {
    return channelAxis;
  }
}
