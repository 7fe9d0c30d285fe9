package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.edgeflow.formats.lower.Kernel;
import io.edgeflow.formats.lower.KernelPlan;

/** The kernels in 32-bit floats. */
final class FloatEmitter {
  private final KernelPlan plan;
  private final GraphProto.Builder graph;

  FloatEmitter(KernelPlan plan, GraphProto.Builder graph) {
    this.plan = plan;
    this.graph = graph;
  }

  void emit() {
    plan.kernels().forEach(this::emit);
  }

  private void emit(Kernel kernel) {
    String output = kernel.relu() ? kernel.node().output() : kernel.output();
    NodeProto.Builder node = OnnxWriter.node(kernel, plan).addInput(kernel.input());
    for (String name : kernel.constants()) {
      node.addInput(name);
      if (graph.getInitializerList().stream().noneMatch(i -> i.getName().equals(name))) {
        graph.addInitializer(OnnxTensors.initializer(name, plan.graph().constant(name).value()));
      }
    }
    graph.addNode(node.addOutput(output));
    if (kernel.relu()) {
      graph.addNode(
          OnnxOps.node("Relu")
              .setName(kernel.output())
              .addInput(output)
              .addOutput(kernel.output()));
    }
  }
}
