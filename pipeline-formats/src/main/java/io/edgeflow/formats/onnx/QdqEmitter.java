package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.lower.Kernel;
import io.edgeflow.formats.lower.KernelPlan;
import io.edgeflow.formats.quant.ActivationQuant;
import io.edgeflow.formats.quant.QuantPlan;
import io.edgeflow.formats.quant.QuantScheme;
import io.edgeflow.formats.quant.QuantizedLayer;

/**
 * The kernels between QuantizeLinear and DequantizeLinear pairs, placed so that ONNX Runtime fuses
 * every kernel into its 8-bit form: a ReLU is the lower end of the QuantizeLinear behind it, and a
 * kernel that keeps values has a pair with its input's scale on both sides.
 */
final class QdqEmitter {
  private static final int[] SCALAR = {};

  private final KernelPlan plan;
  private final QuantPlan quant;
  private final GraphProto.Builder graph;

  QdqEmitter(KernelPlan plan, GraphProto.Builder graph) {
    this.plan = plan;
    this.quant = QuantPlan.of(plan, QuantScheme.ORT_QDQ);
    this.graph = graph;
  }

  void emit() {
    String input = plan.graph().signature().input();
    roundTrip(input, input, dequantized(input));
    for (Kernel kernel : plan.kernels()) {
      NodeProto.Builder node = OnnxWriter.node(kernel, plan).addInput(dequantized(kernel.input()));
      if (kernel.isWeighted()) {
        weights(kernel, node);
      }
      String exact = kernel.output() + "_exact";
      graph.addNode(node.addOutput(exact));
      roundTrip(kernel.output(), exact, dequantized(kernel.output()));
    }
  }

  private String dequantized(String tensor) {
    return tensor.equals(plan.output()) ? tensor : tensor + "_dequantized";
  }

  private void roundTrip(String tensor, String from, String to) {
    ActivationQuant activation = quant.activation(tensor);
    String scale = tensor + "_scale";
    String zeroPoint = tensor + "_zero_point";
    add(scale, Tensor.of(SCALAR, new float[] {activation.scale()}));
    add(
        zeroPoint,
        Tensor.of(ElementType.UINT8, SCALAR, new byte[] {(byte) activation.zeroPoint()}));
    String quantized = tensor + "_quantized";
    linear("QuantizeLinear", from, scale, zeroPoint, quantized);
    linear("DequantizeLinear", quantized, scale, zeroPoint, to);
  }

  private void weights(Kernel kernel, NodeProto.Builder node) {
    QuantizedLayer layer = quant.layer(kernel);
    String weight = kernel.node().name() + ".weight";
    String bias = kernel.node().name() + ".bias";
    node.addInput(channels(weight, layer.weight(), layer.weightScale()));
    node.addInput(channels(bias, layer.bias(), layer.biasScale()));
  }

  /** A constant with a scale for each of its first axis, and its dequantized name. */
  private String channels(String name, Tensor integers, Tensor scales) {
    String quantized = name + "_quantized";
    String scale = name + "_scale";
    String zeroPoint = name + "_zero_point";
    add(quantized, integers);
    add(scale, scales);
    add(
        zeroPoint,
        Tensor.of(
            integers.type(), scales.dims(), new byte[scales.size() * integers.type().bytes()]));
    linear("DequantizeLinear", quantized, scale, zeroPoint, name + "_dequantized")
        .addAttribute(OnnxOps.number("axis", 0));
    return name + "_dequantized";
  }

  private NodeProto.Builder linear(
      String type, String from, String scale, String zeroPoint, String to) {
    return graph
        .addNodeBuilder()
        .setOpType(type)
        .setName(type + "_" + to)
        .addInput(from)
        .addInput(scale)
        .addInput(zeroPoint)
        .addOutput(to);
  }

  private void add(String name, Tensor value) {
    graph.addInitializer(OnnxTensors.initializer(name, value));
  }
}
