package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.weight.StoredWeight;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the weights of an ONNX file that {@link OnnxWriter} wrote. */
public final class OnnxWeights {
  private static final Set<String> WEIGHTED = Set.of("Conv", "Gemm");

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
      if (node.getOpType().equals("DequantizeLinear") && node.getOutputCount() > 0) {
        TensorProto integers = constants.get(input(node, 0));
        if (integers != null) {
          constants.put(node.getOutput(0), integers);
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
    ByteString raw = weight.getRawData();
    long zeros = 0;
    if (weight.getDataType() != TensorProto.DataType.FLOAT_VALUE) {
      for (int i = 0; i < raw.size(); i++) {
        zeros += raw.byteAt(i) == 0 ? 1 : 0;
      }
      return new StoredWeight(name, zeros, raw.size());
    }
    FloatBuffer values = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    for (int i = 0; i < values.limit(); i++) {
      zeros += values.get(i) == 0 ? 1 : 0;
    }
    return new StoredWeight(name, zeros, values.limit());
  }
}
