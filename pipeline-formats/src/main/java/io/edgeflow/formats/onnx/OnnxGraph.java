package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.edgeflow.core.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/** An ONNX graph in the making. */
final class OnnxGraph {
  private final GraphProto.Builder proto;
  private final Map<String, Tensor> constants = new HashMap<>();

  OnnxGraph(GraphProto.Builder proto) {
    this.proto = proto;
  }

  /** Adds a constant, or finds the equal one of this name; gives the name that it has. */
  String shared(String name, Tensor value) {
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

  /** Adds a constant whose name is its own. */
  void constant(String name, Tensor value) {
    constants.put(name, value);
    proto.addInitializer(OnnxTensors.initializer(name, value));
  }

  /** Adds a node behind the parameters that its operator takes. */
  void add(NodeProto.Builder node, OnnxCall call) {
    for (OnnxCall.Parameter parameter : call.parameters()) {
      String name = node.getName() + "." + parameter.name();
      constant(name, parameter.value());
      node.addInput(name);
    }
    proto.addNode(node);
  }

  /** Adds a node. */
  void add(NodeProto.Builder node) {
    proto.addNode(node);
  }
}
