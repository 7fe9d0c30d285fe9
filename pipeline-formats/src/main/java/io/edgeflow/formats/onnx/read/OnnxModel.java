package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.edgeflow.core.error.PipelineException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An ONNX file whose parts are those of a plain model: of known versions, without control flow and
 * functions, each tensor given once and before it is read.
 *
 * @param name of its graph
 * @param nodes those that an output depends on, in order
 * @param initializers by name
 * @param inputs those that are no initializers
 */
record OnnxModel(
    Path file,
    String name,
    List<OnnxNode> nodes,
    Map<String, TensorProto> initializers,
    List<ValueInfoProto> inputs,
    List<ValueInfoProto> outputs) {
  OnnxModel {
    nodes = List.copyOf(nodes);
    initializers = Map.copyOf(initializers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Reads and checks a file.
   *
   * @throws PipelineException naming the first thing that is wrong or not supported
   */
  static OnnxModel read(Path file) {
    return new ModelCheck(file, ModelBytes.parse(file)).model();
  }
}
