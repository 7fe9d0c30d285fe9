package io.edgeflow.formats;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import java.nio.file.Path;

/** A format and the kernels that execute it. */
enum Device {
  ONNX(Format.ONNX, Runtimes::open),
  TFLITE_BUILT_IN(Format.TFLITE, Runtimes::openReproducible),
  TFLITE_XNNPACK(Format.TFLITE, Runtimes::open);

  private final Format format;
  private final Opener opener;

  Device(Format format, Opener opener) {
    this.format = format;
    this.opener = opener;
  }

  /** Opens a file in a runtime. */
  private interface Opener {
    Predictor open(Path file, Format format, int threads);
  }

  Format format() {
    return format;
  }

  Predictor open(Path file) {
    return opener.open(file, format, 1);
  }

  /** The largest difference, of the span of the expected values and zero. */
  static double shareOfSpan(Tensor found, Tensor expected) {
    float[] left = found.toFloats();
    float[] right = expected.toFloats();
    float low = 0;
    float high = 0;
    double largest = 0;
    for (int i = 0; i < right.length; i++) {
      low = Math.min(low, right[i]);
      high = Math.max(high, right[i]);
      largest = Math.max(largest, Math.abs((double) left[i] - right[i]));
    }
    return largest == 0 ? 0 : largest / (high - low);
  }
}
