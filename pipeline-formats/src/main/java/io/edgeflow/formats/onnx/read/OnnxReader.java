package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.read.Folding;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.formats.read.ReadOptions.BatchAxis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads an ONNX file of opset 11 to 21 into a graph, as PyTorch's exporters, tf2onnx and skl2onnx
 * write it. What depends on no input is computed while the file is read; weights beside the file
 * are found in its folder.
 */
public final class OnnxReader {
  private OnnxReader() {}

  /**
   * Reads a file.
   *
   * @throws PipelineException if the file is missing or damaged, or has a node that the graph has
   *     no equal of, which is named
   */
  public static ImportedModel read(Path file, ReadOptions options) {
    OnnxModel model = OnnxModel.read(file);
    if (options.batch() != BatchAxis.AUTO || !ModelInputs.firstIsFixed(model)) {
      return read(model, options);
    }
    try {
      return read(model, new ReadOptions(options.shapes(), BatchAxis.FIRST));
    } catch (PipelineException e) {
      try {
        return read(model, new ReadOptions(options.shapes(), BatchAxis.NONE));
      } catch (PipelineException other) {
        e.addSuppressed(other);
        throw e;
      }
    }
  }

  private static ImportedModel read(OnnxModel model, ReadOptions options) {
    return new ModelImport(model, Folding.ofFile(size(model.file()))).imported(options);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read the model").where(file).cause(e).build();
    }
  }
}
