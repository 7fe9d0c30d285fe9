package io.edgeflow.formats.onnx;

import io.edgeflow.core.graph.op.Normalization;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pooling;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.formats.lower.FusedOp;
import io.edgeflow.formats.lower.LoweredGraph;

/** The ONNX operator (opset 17) of each graph operator, with its attributes and parameters. */
final class OnnxOps
    implements Op.Visitor<OnnxCall>,
        OnnxElementwise,
        OnnxWeighted,
        OnnxNormalization,
        OnnxArrangement,
        OnnxSelection,
        OnnxProduct {
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

  @Override
  public OnnxCall maxPool2d(Pooling.MaxPool2d op) {
    return windows("MaxPool", op.kernel(), op.stride());
  }

  @Override
  public OnnxCall avgPool2d(Pooling.AvgPool2d op) {
    // Said outright: ONNX Runtime would draw a Pad before it in, and refuse zeros as wide as a
    // window.
    return windows("AveragePool", op.kernel(), op.stride()).text("auto_pad", "VALID");
  }

  @Override
  public OnnxCall globalAvgPool(Pooling.GlobalAvgPool op) {
    return new OnnxCall("GlobalAveragePool");
  }

  private static OnnxCall windows(String type, Size kernel, Size stride) {
    return new OnnxCall(type)
        .numbers("kernel_shape", kernel.height(), kernel.width())
        .numbers("strides", stride.height(), stride.width());
  }
}
