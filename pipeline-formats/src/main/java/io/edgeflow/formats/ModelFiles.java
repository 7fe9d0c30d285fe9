package io.edgeflow.formats;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.onnx.OnnxWeights;
import io.edgeflow.formats.onnx.OnnxWriter;
import io.edgeflow.formats.tflite.OldestRuntime;
import io.edgeflow.formats.tflite.TfliteWeights;
import io.edgeflow.formats.weight.StoredWeight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks into model files that {@link ModelExporter} wrote. */
public final class ModelFiles {
  private ModelFiles() {}

  /**
   * The oldest runtime that runs a file, ONNX Runtime or LiteRT, for example {@code 2.10.0}; by the
   * operators in the file.
   *
   * @throws PipelineException if the file is missing or damaged
   */
  public static String oldestRuntime(Path file, Format format) {
    return switch (format) {
      case ONNX -> OnnxWriter.OLDEST_RUNTIME;
      case TFLITE -> OldestRuntime.read(read(file), file);
    };
  }

  /**
   * The weights of the convolutions and Linears as they stand in the file, in order.
   *
   * @throws PipelineException if the file is missing or damaged
   */
  public static List<StoredWeight> weights(Path file, Format format) {
    byte[] bytes = read(file);
    return switch (format) {
      case ONNX -> OnnxWeights.read(bytes, file);
      case TFLITE -> TfliteWeights.read(bytes, file);
    };
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read the model").where(file).cause(e).build();
    }
  }
}
