package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.read.Folding;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.formats.read.ReadOptions.BatchAxis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;

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

  /**
   * The files that a model lies in: its own, then those of weights beside it, each once, by name.
   *
   * @throws PipelineException if the file is damaged, or one of weights is missing or not allowed
   */
  public static List<Path> files(Path file) {
    GraphProto graph = ModelBytes.parse(file).getGraph();
    Stream<TensorProto> tensors =
        Stream.concat(
            graph.getInitializerList().stream(),
            graph.getNodeList().stream()
                .flatMap(node -> node.getAttributeList().stream())
                .map(AttributeProto::getT));
    return Stream.concat(Stream.of(file), beside(file, tensors)).toList();
  }

  /** The files of weights, each once, by name. */
  private static Stream<Path> beside(Path file, Stream<TensorProto> tensors) {
    ExternalData external = new ExternalData(file);
    return tensors
        .filter(tensor -> tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL)
        .map(external::file)
        .distinct()
        .sorted();
  }

  /** The names of the operators that are read, with its domain where that is not ONNX's own. */
  public static SortedSet<String> operators() {
    return NodeReaders.names();
  }

  /** The names of the operators that are computed while a file is read, of constants alone. */
  public static SortedSet<String> operatorsOfConstants() {
    return NodeReaders.namesOfConstants();
  }

  private static ImportedModel read(OnnxModel model, ReadOptions options) {
    Stream<Path> weights = beside(model.file(), model.initializers().values().stream());
    long bytes = Stream.concat(Stream.of(model.file()), weights).mapToLong(OnnxReader::size).sum();
    return new ModelImport(model, Folding.ofFile(bytes)).imported(options);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read the model").where(file).cause(e).build();
    }
  }
}
