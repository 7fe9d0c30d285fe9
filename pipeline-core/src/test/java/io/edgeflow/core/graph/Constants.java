package io.edgeflow.core.graph;

import io.edgeflow.core.tensor.Tensor;
import java.util.stream.IntStream;

/** Constants of a shape, all zero. */
final class Constants {
  private Constants() {}

  static Constant trainable(int... dims) {
    return Constant.trainable(zeros(dims));
  }

  static Tensor zeros(int... dims) {
    return Tensor.of(dims, new float[IntStream.of(dims).reduce(1, Math::multiplyExact)]);
  }
}
