package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.formats.weight.StoredWeight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the weights of an ONNX file that {@link OnnxWriter} wrote. */
public final class OnnxWeights {
  private static final Set<String> EXPANDS = Set.of("DequantizeLinear", "Cast");
  private static final Set<String> WEIGHTED = Set.of("Conv", "ConvTranspose", "Gemm");

  private OnnxWeights() {}

  /**
   * The weights in the order of the operators; {@code where} is named in errors.
   *
   * @throws PipelineException if it is no ONNX file, or not a well-formed one
   */
  public static List<StoredWeight> read(byte[] bytes, Object where) {
    try {
      ModelProto model = ModelProto.parseFrom(bytes);
      OnnxCheck.verify(model, where);
      return read(model);
    } catch (InvalidProtocolBufferException e) {
      throw PipelineException.failed("Not an ONNX file").where(where).cause(e).build();
    }
  }

  private static List<StoredWeight> read(ModelProto model) {
    Map<String, TensorProto> constants = new HashMap<>();
    model.getGraph().getInitializerList().forEach(c -> constants.put(c.getName(), c));
    List<StoredWeight> weights = new ArrayList<>();
    for (NodeProto node : model.getGraph().getNodeList()) {
      if (EXPANDS.contains(node.getOpType()) && node.getOutputCount() > 0) {
        TensorProto stored = constants.get(input(node, 0));
        if (stored != null) {
          constants.put(node.getOutput(0), stored);
        }
      } else if (WEIGHTED.contains(node.getOpType())) {
        TensorProto weight = constants.get(input(node, 1));
        if (weight != null) {
          weights.add(count(node.getName() + ".weight", weight));
        }
      }
    }
    return weights;
  }

  /** An input's name; of one that is not there, the name that no tensor has. */
  private static String input(NodeProto node, int index) {
    return index < node.getInputCount() ? node.getInput(index) : "";
  }

  private static StoredWeight count(String name, TensorProto weight) {
    ElementType type =
        switch (weight.getDataType()) {
          case TensorProto.DataType.FLOAT_VALUE -> ElementType.FLOAT32;
          case TensorProto.DataType.FLOAT16_VALUE -> ElementType.FLOAT16;
          default -> ElementType.INT8;
        };
    return StoredWeight.of(name, type, weight.getRawData().asReadOnlyByteBuffer());
  }
}
