package io.edgeflow.formats.tflite;

import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.Tensor;

/** The rules for the scales of a weight of 8-bit integers, which kernels rely on. */
final class WeightScales {
  private WeightScales() {}

  /**
   * What is wrong with them.
   *
   * @param channels of the output
   * @param axis of the weight that numbers these
   */
  static Optional<String> fault(Tensor weight, int channels, int axis) {
    @Nullable QuantizationParameters scales = weight.quantization();
    if (scales == null) {
      return Optional.of("without scales");
    }
    int count = scales.scaleLength();
    if (count != 1 && count != channels) {
      return Optional.of("with " + count + " scales for " + channels + " channels");
    }
    if (count > 1 && scales.quantizedDimension() != axis) {
      return Optional.of("with scales along axis " + scales.quantizedDimension());
    }
    boolean offZero =
        IntStream.range(0, scales.zeroPointLength()).anyMatch(i -> scales.zeroPoint(i) != 0);
    return offZero ? Optional.of("off zero") : Optional.empty();
  }
}
