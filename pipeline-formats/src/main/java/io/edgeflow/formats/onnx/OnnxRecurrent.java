package io.edgeflow.formats.onnx;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Recurrent;
import io.edgeflow.core.graph.op.Returns;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.lower.FusedOp;
import io.edgeflow.formats.lower.LoweredConstant;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Layers that read a series step by step. ONNX Runtime wants time before the batch, so that the
 * axes are exchanged on both sides, and its gates lie in another order than the graph's.
 */
interface OnnxRecurrent extends Recurrent.Visitor<OnnxCall> {
  /** The operation that is written. */
  FusedOp fused();

  /** Gates i, f, g, o as ONNX's i, o, f, c. */
  @Override
  default OnnxCall lstm(Recurrent.Lstm op) {
    return call("LSTM", op, 0, 3, 1, 2);
  }

  /** Gates r, z, n as ONNX's z, r, h. */
  @Override
  default OnnxCall gru(Recurrent.Gru op) {
    return call("GRU", op, 1, 0, 2).number("linear_before_reset", 1);
  }

  private OnnxCall call(String type, Recurrent op, int... gates) {
    OnnxCall call =
        new OnnxCall(type)
            .text("direction", op.reverse() ? "reverse" : "forward")
            .number("hidden_size", op.hidden())
            .behind(timeAndBatch())
            .constants(constants(gates));
    return op.returns() == Returns.SEQUENCE
        ? call.then(withoutDirections(1).then(timeAndBatch()))
        : call.giving(1).then(withoutDirections(0));
  }

  private static OnnxCall timeAndBatch() {
    return new OnnxCall("Transpose").numbers("perm", 1, 0, 2);
  }

  private static OnnxCall withoutDirections(int axis) {
    return new OnnxCall("Squeeze").parameter("axes", List.of(axis));
  }

  /** In the operator's order: weight, recurrent weight, both biases in one. */
  private Map<ConstantRole, LoweredConstant> constants(int... gates) {
    Map<ConstantRole, LoweredConstant> constants = new LinkedHashMap<>();
    for (ConstantRole role : List.of(ConstantRole.WEIGHT, ConstantRole.RECURRENT_WEIGHT)) {
      LoweredConstant constant = fused().constant(role);
      int[] dims = {1, constant.value().dim(0), constant.value().dim(1)};
      constants.put(role, constant.withValue(ordered(dims, gates, constant.value())));
    }
    fused()
        .optional(ConstantRole.BIAS)
        .ifPresent(
            bias -> {
              Tensor recurrent = fused().constant(ConstantRole.RECURRENT_BIAS).value();
              int[] dims = {1, 2 * recurrent.size()};
              constants.put(
                  ConstantRole.BIAS, bias.withValue(ordered(dims, gates, bias.value(), recurrent)));
            });
    return constants;
  }

  /** Block {@code i} of each value is its block {@code gates[i]}; the values follow each other. */
  private static Tensor ordered(int[] dims, int[] gates, Tensor... values) {
    int block = values[0].bytes().remaining() / gates.length;
    ByteBuffer ordered =
        ByteBuffer.allocateDirect(values.length * gates.length * block)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (Tensor value : values) {
      ByteBuffer bytes = value.bytes();
      for (int gate : gates) {
        ordered.put(bytes.slice(bytes.position() + gate * block, block));
      }
    }
    return Tensor.wrap(values[0].type(), dims, ordered.flip());
  }
}
