package io.edgeflow.formats;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.formats.onnx.OnnxRuntime;
import io.edgeflow.formats.tflite.TfliteRuntime;
import java.nio.file.Path;

/**
 * Opens model files in the runtimes that devices use.
 *
 * <pre>{@code
 * try (Predictor model = Runtimes.open(Path.of("model.int8.tflite"), Format.TFLITE, 1)) {
 *   Tensor logits = model.predict(split.batch(0, 16));
 * }
 * }</pre>
 */
public final class Runtimes {
  private Runtimes() {}

  /**
   * Opens a file with the fastest kernels.
   *
   * @param threads threads within one operator, at least 1
   * @throws io.edgeflow.core.error.PipelineException if the file is missing, damaged or refused
   */
  public static Predictor open(Path file, Format format, int threads) {
    return open(file, format, threads, TfliteRuntime.Kernels.FASTEST);
  }

  /**
   * Opens a file with kernels whose integers are the same on every processor, slower than those of
   * {@link #open}: what a gate measures accuracy and agreement with. Floats are summed in an order
   * that depends on the processor, so their last digits may differ; answers of 8-bit files in
   * TFLite do not.
   *
   * @see #open(Path, Format, int)
   */
  public static Predictor openReproducible(Path file, Format format, int threads) {
    return open(file, format, threads, TfliteRuntime.Kernels.BUILT_IN);
  }

  private static Predictor open(
      Path file, Format format, int threads, TfliteRuntime.Kernels kernels) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
    return switch (format) {
      case ONNX -> OnnxRuntime.open(file, threads);
      case TFLITE -> TfliteRuntime.open(file, threads, kernels);
    };
  }
}
