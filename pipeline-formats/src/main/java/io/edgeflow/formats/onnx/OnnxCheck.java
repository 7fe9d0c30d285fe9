package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.edgeflow.core.error.PipelineException;
import java.util.HashSet;
import java.util.Set;

/** Whether an ONNX model is well-formed: every name known before use, nothing named twice. */
final class OnnxCheck {
  private final Object where;
  private final Set<String> known = new HashSet<>();

  private OnnxCheck(Object where) {
    this.where = where;
  }

  /**
   * Checks a model; {@code where} is named in errors.
   *
   * @throws PipelineException naming the first thing wrong
   */
  static void verify(ModelProto model, Object where) {
    new OnnxCheck(where).check(model);
  }

  private void check(ModelProto model) {
    require(model.getIrVersion() >= 3, "an IR version of " + model.getIrVersion());
    require(model.getOpsetImportCount() > 0, "no operator set");
    GraphProto graph = model.getGraph();
    require(graph.getInputCount() > 0, "no input");
    require(graph.getOutputCount() > 0, "no output");
    graph.getInputList().forEach(input -> define(shaped(input)));
    for (TensorProto constant : graph.getInitializerList()) {
      define(constant.getName());
      checkSize(constant);
    }
    Set<String> nodes = new HashSet<>();
    for (NodeProto node : graph.getNodeList()) {
      require(!node.getOpType().isEmpty(), "a node without operator");
      require(node.getName().isEmpty() || nodes.add(node.getName()), "two nodes " + node.getName());
      for (String input : node.getInputList()) {
        require(input.isEmpty() || known.contains(input), "nothing gives " + input);
      }
      node.getOutputList().forEach(this::define);
    }
    Set<String> outputs = new HashSet<>();
    for (ValueInfoProto value : graph.getOutputList()) {
      String output = shaped(value);
      require(known.contains(output), "nothing gives the output " + output);
      require(outputs.add(output), "the output " + output + " twice");
    }
  }

  private void define(String name) {
    require(!name.isEmpty(), "a tensor without name");
    require(known.add(name), "two tensors named " + name);
  }

  private String shaped(ValueInfoProto value) {
    require(
        value.getType().hasTensorType() && value.getType().getTensorType().hasShape(),
        "no shape for " + value.getName());
    return value.getName();
  }

  private void checkSize(TensorProto constant) {
    if (!constant.hasRawData()) {
      return;
    }
    long elements = 1;
    for (long dim : constant.getDimsList()) {
      require(dim >= 0 && dim <= Integer.MAX_VALUE, "a dimension of " + dim);
      // Beyond what any file holds; a product of such sizes would overflow.
      elements = Math.min(Integer.MAX_VALUE, elements * dim);
    }
    long bytes = elementBytes(constant) * elements;
    require(
        bytes == constant.getRawData().size(),
        constant.getRawData().size() + " bytes for " + constant.getName());
  }

  private long elementBytes(TensorProto constant) {
    return switch (constant.getDataType()) {
      case TensorProto.DataType.INT8_VALUE, TensorProto.DataType.UINT8_VALUE -> 1;
      case TensorProto.DataType.FLOAT16_VALUE -> 2;
      case TensorProto.DataType.FLOAT_VALUE, TensorProto.DataType.INT32_VALUE -> 4;
      case TensorProto.DataType.INT64_VALUE -> 8;
      default ->
          throw PipelineException.failed("An element type that Edgeflow does not run")
              .found(constant.getDataType())
              .where(where + ", tensor " + constant.getName())
              .build();
    };
  }

  private void require(boolean holds, String found) {
    if (!holds) {
      throw PipelineException.failed("Not a well-formed ONNX model")
          .found(found)
          .where(where)
          .build();
    }
  }
}
