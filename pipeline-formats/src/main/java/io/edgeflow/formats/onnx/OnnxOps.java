package io.edgeflow.formats.onnx;

import io.edgeflow.core.graph.op.Normalization;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.formats.lower.FusedOp;
import io.edgeflow.formats.lower.LoweredGraph;

/** The ONNX operator (opset 17) of each graph operator, with its attributes and parameters. */
final class OnnxOps
    implements Op.Visitor<OnnxCall>,
        OnnxElementwise,
        OnnxWeighted,
        OnnxNormalization,
        OnnxRecurrent,
        OnnxArrangement,
        OnnxSelection,
        OnnxProduct,
        OnnxReduction,
        OnnxPooling,
        OnnxResampling {
  private static final int LAST = -1;

  private final FusedOp fused;
  private final LoweredGraph graph;

  OnnxOps(FusedOp fused, LoweredGraph graph) {
    this.fused = fused;
    this.graph = graph;
  }

  @Override
  public FusedOp fused() {
    return fused;
  }

  @Override
  public LoweredGraph graph() {
    return graph;
  }

  @Override
  public OnnxCall softmax(Normalization.Softmax op) {
    return new OnnxCall("Softmax").number("axis", op.alongAxis().orElse(LAST));
  }
}
