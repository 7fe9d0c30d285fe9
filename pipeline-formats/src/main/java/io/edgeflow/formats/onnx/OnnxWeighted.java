package io.edgeflow.formats.onnx;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Weighted;
import io.edgeflow.formats.lower.FusedOp;

/** The operators with a weight. */
interface OnnxWeighted extends Weighted.Visitor<OnnxCall> {
  /** The operation that is written. */
  FusedOp fused();

  @Override
  default OnnxCall conv1d(Weighted.Conv1d op) {
    return new OnnxCall("Conv")
        .numbers("dilations", op.dilation())
        .number("group", op.groups())
        .numbers("kernel_shape", weight()[2])
        .numbers("pads", op.pads().before(), op.pads().behind())
        .numbers("strides", op.stride());
  }

  @Override
  default OnnxCall conv2d(Weighted.Conv2d op) {
    Pads pads = op.pads();
    return new OnnxCall("Conv")
        .numbers("dilations", op.dilation().height(), op.dilation().width())
        .number("group", op.groups())
        .numbers("kernel_shape", weight()[2], weight()[3])
        .numbers("pads", pads.top(), pads.left(), pads.bottom(), pads.right())
        .numbers("strides", op.stride().height(), op.stride().width());
  }

  @Override
  default OnnxCall linear(Weighted.Linear op) {
    return new OnnxCall("Gemm").number("transB", 1);
  }

  private int[] weight() {
    return fused().constant(ConstantRole.WEIGHT).value().dims();
  }
}
