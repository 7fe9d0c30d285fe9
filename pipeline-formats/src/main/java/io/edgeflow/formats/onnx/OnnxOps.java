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
    OnnxCall softmax = new OnnxCall("Softmax").number("axis", op.alongAxis().orElse(LAST));
    // A softmax between two conversions becomes one kernel, whose steps ONNX Runtime takes for
    // 1/256 whatever scale follows. What changes no probability keeps them apart.
    return roundedLater() ? softmax.then(new OnnxCall("Abs")) : softmax;
  }

  /** Whether integers are made of the floats that the operation gives. */
  private boolean roundedLater() {
    return graph.value(fused.output()).quant().isEmpty()
        && graph.ops().stream()
            .anyMatch(
                op ->
                    op.inputs().contains(fused.output())
                        && graph.value(op.output()).quant().isPresent());
  }
}
