package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.lower.FusedOp;
import io.edgeflow.formats.lower.LoweredConstant;
import io.edgeflow.formats.lower.LoweredConstant.ConstantQuant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An ONNX graph in the making. */
final class OnnxGraph {
  private static final String ABSENT = "";

  /** No constant with fewer elements is left outside: the runtime reads small ones to plan. */
  private static final int SMALLEST_OUTSIDE = 1024;

  /** Smaller constants keep the name of the operation that reads them. */
  private static final int SMALLEST_SHARED = 64;

  private final GraphProto.Builder proto;
  private final Map<String, Tensor> constants = new HashMap<>();
  private final Map<Tensor, String> names = new HashMap<>();
  private final @Nullable Map<String, Tensor> outside;

  OnnxGraph(GraphProto.Builder proto) {
    this(proto, null);
  }

  /** A graph whose large constants go there, and not into the file. */
  OnnxGraph(GraphProto.Builder proto, @Nullable Map<String, Tensor> outside) {
    this.proto = proto;
    this.outside = outside;
  }

  /**
   * Adds a constant, or finds the equal one; gives the name that it has. An unrolled network reads
   * the same weights in each step.
   */
  String shared(String name, Tensor value) {
    if (names.containsKey(value)) {
      return names.get(value);
    }
    String free = name;
    for (int i = 2; constants.containsKey(free); i++) {
      if (value.equals(constants.get(free))) {
        return free;
      }
      free = name + "_" + i;
    }
    constant(free, value);
    return free;
  }

  /** Adds a constant of an operation; gives the name of what the operation reads. */
  String constant(FusedOp op, ConstantRole role, LoweredConstant constant) {
    String name = op.name() + "." + role.id();
    if (constant.quant() != null) {
      return dequantized(name, constant.value(), constant.quant());
    }
    String stored = shared(constant.name(), constant.value());
    return constant.storedSmaller() ? floats(stored, name + "_float") : stored;
  }

  /** The runtime casts a constant once, when it loads the file. */
  private String floats(String stored, String name) {
    proto.addNode(
        conversion("Cast", List.of(stored), name)
            .addAttribute(OnnxCall.integer("to", OnnxTensors.code(ElementType.FLOAT32))));
    return name;
  }

  /**
   * A constant's integers with their scales; gives its dequantized name. Each operation has its
   * own: ONNX Runtime names what it makes of them after them, and refuses the second of a name.
   */
  private String dequantized(String name, Tensor integers, ConstantQuant quant) {
    String quantized = name + "_quantized";
    String scale = name + "_scale";
    String zeroPoint = name + "_zero_point";
    int[] dims = quant.scales().dims();
    constant(quantized, integers);
    constant(scale, quant.scales());
    constant(zeroPoint, OnnxTensors.zeroPoint(integers.type(), dims, quant.zeroPoint()));
    NodeProto.Builder node =
        conversion("DequantizeLinear", List.of(quantized, scale, zeroPoint), name + "_dequantized");
    if (dims.length == 1) {
      node.addAttribute(OnnxCall.integer("axis", 0));
    }
    proto.addNode(node);
    return name + "_dequantized";
  }

  /** Adds a node that gives what it reads in another form. */
  void convert(String type, List<String> inputs, String to) {
    proto.addNode(conversion(type, inputs, to));
  }

  private static NodeProto.Builder conversion(String type, List<String> inputs, String to) {
    return NodeProto.newBuilder()
        .setOpType(type)
        .setName(type + "_" + to)
        .addAllInput(inputs)
        .addOutput(to);
  }

  /** Adds a constant whose name is its own. */
  void constant(String name, Tensor value) {
    constants.put(name, value);
    if (value.size() >= SMALLEST_SHARED) {
      names.put(value, name);
    }
    if (outside != null && value.size() >= SMALLEST_OUTSIDE) {
      outside.put(name, value);
      proto.addInitializer(OnnxTensors.outside(name, value));
    } else {
      proto.addInitializer(OnnxTensors.initializer(name, value));
    }
  }

  /** Adds a node of one output between the parameters that its operator takes and its readers. */
  void add(NodeProto.Builder node, OnnxCall call) {
    call.before().ifPresent(before -> prepare(node, before));
    if (call.readsConstantFirst()) {
      String value = node.getInput(0);
      node.setInput(0, node.getInput(1)).setInput(1, value);
    }
    for (OnnxCall.Parameter parameter : call.parameters()) {
      if (parameter.value() == null) {
        node.addInput(ABSENT);
        continue;
      }
      String name = node.getName() + "." + parameter.name();
      constant(name, parameter.value());
      node.addInput(name);
    }
    String output = node.getOutput(0);
    Optional<OnnxCall> next = call.next();
    String given = next.isPresent() ? output + "_" + node.getOpType() : output;
    node.clearOutput();
    for (int place = 0; place < call.place(); place++) {
      node.addOutput(output + "_unread" + place);
    }
    proto.addNode(node.addOutput(given));
    next.ifPresent(
        reader -> add(reader.node().setName(given).addInput(given).addOutput(output), reader));
  }

  private void prepare(NodeProto.Builder node, OnnxCall before) {
    String name = node.getName() + "_" + before.node().getOpType();
    add(before.node().setName(name).addInput(node.getInput(0)).addOutput(name), before);
    node.setInput(0, name);
  }
}
