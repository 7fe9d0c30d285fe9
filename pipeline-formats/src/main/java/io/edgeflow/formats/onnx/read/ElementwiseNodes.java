package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Nonlinearity;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.formats.read.Viewed;
import java.util.Map;
import java.util.function.Function;

/** Functions of one tensor, place by place. */
final class ElementwiseNodes {
  private ElementwiseNodes() {}

  static Map<String, NodeReader> readers() {
    return Map.ofEntries(
        Map.entry("Relu", of(node -> new Elementwise.Relu())),
        Map.entry("Sigmoid", of(node -> new Elementwise.Sigmoid())),
        Map.entry("Tanh", of(node -> new Nonlinearity.Tanh())),
        Map.entry("Erf", of(node -> new Nonlinearity.Erf())));
  }

  private static NodeReader of(Function<OnnxNode, Op> op) {
    return call -> {
      Viewed x = call.view(0);
      call.give(x.on(call.add(op.apply(call.node()), x.tensor())));
    };
  }
}
