package io.edgeflow.formats.onnx;

import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Pooling;
import io.edgeflow.formats.lower.FusedOp;
import io.edgeflow.formats.lower.LoweredGraph;

/** The operators that summarize windows. */
interface OnnxPooling extends Pooling.Visitor<OnnxCall> {
  /** The operation that is written. */
  FusedOp fused();

  /** The graph that it belongs to. */
  LoweredGraph graph();

  @Override
  default OnnxCall maxPool2d(Pooling.MaxPool2d op) {
    return padded(windows("MaxPool", op), op);
  }

  /** What lies around the image is not counted. */
  @Override
  default OnnxCall avgPool2d(Pooling.AvgPool2d op) {
    return padded(windows("AveragePool", op), op);
  }

  @Override
  default OnnxCall globalAvgPool(Pooling.GlobalAvgPool op) {
    return new OnnxCall("GlobalAveragePool");
  }

  private static OnnxCall windows(String type, Pooling.Windowed op) {
    return new OnnxCall(type)
        .numbers("kernel_shape", op.kernel().height(), op.kernel().width())
        .numbers("strides", op.stride().height(), op.stride().width());
  }

  private OnnxCall padded(OnnxCall call, Pooling.Windowed op) {
    if (op.border() == null) {
      // Said outright: ONNX Runtime would draw a Pad before it in, and refuse zeros as wide as a
      // window.
      return call.text("auto_pad", "VALID");
    }
    Pads pads = op.window(graph().operands(fused())).orElseThrow().pads();
    return call.numbers("pads", pads.top(), pads.left(), pads.bottom(), pads.right());
  }
}
