package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.lower.Convert;
import io.edgeflow.formats.lower.FusedOp;
import io.edgeflow.formats.lower.LoweredGraph;
import io.edgeflow.formats.lower.LoweredOp;
import io.edgeflow.formats.quant.QuantParams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operations between QuantizeLinear and DequantizeLinear pairs, placed so that ONNX Runtime
 * fuses every kernel into its 8-bit form: an activation is the ends of the QuantizeLinear behind
 * it, and a kernel that keeps values has a pair with its input's scale on both sides. What has no
 * 8-bit kernel reads and gives floats, without a pair.
 */
final class QdqEmitter {
  private static final int[] SCALAR = {};

  private final LoweredGraph lowered;
  private final OnnxGraph graph;
  private final Map<String, String> floatNames = new HashMap<>();

  QdqEmitter(LoweredGraph lowered, OnnxGraph graph) {
    this.lowered = lowered;
    this.graph = graph;
  }

  void emit() {
    for (String input : lowered.inputs()) {
      if (lowered.value(input).quant().isPresent()) {
        quantized(input, input);
      }
    }
    for (LoweredOp op : lowered.ops()) {
      op.dispatch(this::emit, this::convert);
    }
  }

  private void emit(FusedOp op) {
    OnnxCall call = op.op().accept(new OnnxOps(op, lowered));
    NodeProto.Builder node = call.node().setName(op.name());
    op.inputs().forEach(input -> node.addInput(asFloats(input)));
    call.constantsOf(op).forEach((role, c) -> node.addInput(graph.constant(op, role, c)));
    if (lowered.value(op.output()).quant().isEmpty()) {
      floatNames.put(op.output(), op.output());
      graph.add(node.addOutput(op.output()), call);
      return;
    }
    String exact = op.output() + "_exact";
    graph.add(node.addOutput(exact), call);
    quantized(op.output(), exact);
  }

  private void convert(Convert op) {
    if (lowered.value(op.output()).quant().isPresent()) {
      quantized(op.output(), asFloats(op.input()));
    } else {
      floatNames.put(op.output(), asFloats(op.input()));
    }
  }

  /** The tensor that holds a value as floats. */
  private String asFloats(String value) {
    return floatNames.getOrDefault(value, value);
  }

  private void quantized(String value, String from) {
    QuantParams params = lowered.value(value).requireQuant();
    String to = lowered.outputs().contains(value) ? value : value + "_dequantized";
    String scale = value + "_scale";
    String zeroPoint = value + "_zero_point";
    graph.constant(scale, Tensor.of(SCALAR, new float[] {params.scale()}));
    graph.constant(zeroPoint, OnnxTensors.zeroPoint(ElementType.UINT8, SCALAR, params.zeroPoint()));
    String quantized = value + "_quantized";
    graph.convert("QuantizeLinear", List.of(from, scale, zeroPoint), quantized);
    graph.convert("DequantizeLinear", List.of(quantized, scale, zeroPoint), to);
    floatNames.put(value, to);
  }
}
