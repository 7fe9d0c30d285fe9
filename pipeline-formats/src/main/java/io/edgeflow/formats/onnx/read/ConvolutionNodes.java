package io.edgeflow.formats.onnx.read;

import java.util.Map;

/** Convolutions of series and images. */
final class ConvolutionNodes {
  private ConvolutionNodes() {}

  static Map<String, NodeReader> readers() {
    return Map.of();
  }
}
