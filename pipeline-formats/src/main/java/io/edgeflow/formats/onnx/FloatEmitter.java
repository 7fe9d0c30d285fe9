package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.edgeflow.formats.lower.FusedOp;
import io.edgeflow.formats.lower.LoweredGraph;

/** The operations in 32-bit floats; constants may be stored smaller. */
final class FloatEmitter {
  private final LoweredGraph lowered;
  private final OnnxGraph graph;

  FloatEmitter(LoweredGraph lowered, OnnxGraph graph) {
    this.lowered = lowered;
    this.graph = graph;
  }

  void emit() {
    lowered.fused().forEach(this::emit);
  }

  private void emit(FusedOp op) {
    OnnxCall call = op.op().accept(new OnnxOps(op, lowered));
    NodeProto.Builder node = call.node().setName(op.name()).addAllInput(op.inputs());
    call.constantsOf(op).forEach((role, c) -> node.addInput(graph.constant(op, role, c)));
    graph.add(node.addOutput(op.output()), call);
  }
}
