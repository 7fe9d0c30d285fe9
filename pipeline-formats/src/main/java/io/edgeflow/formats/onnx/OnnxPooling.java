package io.edgeflow.formats.onnx;

import io.edgeflow.core.graph.op.Pooling;
import io.edgeflow.core.graph.op.Size;

/** The operators that summarize windows. */
interface OnnxPooling extends Pooling.Visitor<OnnxCall> {
  @Override
  default OnnxCall maxPool2d(Pooling.MaxPool2d op) {
    return windows("MaxPool", op.kernel(), op.stride());
  }

  @Override
  default OnnxCall avgPool2d(Pooling.AvgPool2d op) {
    // Said outright: ONNX Runtime would draw a Pad before it in, and refuse zeros as wide as a
    // window.
    return windows("AveragePool", op.kernel(), op.stride()).text("auto_pad", "VALID");
  }

  @Override
  default OnnxCall globalAvgPool(Pooling.GlobalAvgPool op) {
    return new OnnxCall("GlobalAveragePool");
  }

  private static OnnxCall windows(String type, Size kernel, Size stride) {
    return new OnnxCall(type)
        .numbers("kernel_shape", kernel.height(), kernel.width())
        .numbers("strides", stride.height(), stride.width());
  }
}
