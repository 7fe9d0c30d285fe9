package io.edgeflow.formats.onnx;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Weighted;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.lower.FusedOp;
import io.edgeflow.formats.lower.LoweredConstant;
import io.edgeflow.formats.lower.TensorOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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

  /** ONNX's weight has the inputs first. */
  @Override
  default OnnxCall convTranspose2d(Weighted.ConvTranspose2d op) {
    Pads pads = op.pads();
    LoweredConstant weight = fused().constant(ConstantRole.WEIGHT);
    Map<ConstantRole, LoweredConstant> constants = new EnumMap<>(fused().constants());
    constants.put(ConstantRole.WEIGHT, weight.withValue(inputsFirst(weight.value(), op.groups())));
    return new OnnxCall("ConvTranspose")
        .numbers("dilations", op.dilation().height(), op.dilation().width())
        .number("group", op.groups())
        .numbers("kernel_shape", weight()[2], weight()[3])
        .numbers("output_padding", op.outputPads().bottom(), op.outputPads().right())
        .numbers("pads", pads.top(), pads.left(), pads.bottom(), pads.right())
        .numbers("strides", op.stride().height(), op.stride().width())
        .constants(constants);
  }

  /** {@code [out, in/groups, kh, kw]} as {@code [in, out/groups, kh, kw]}. */
  private static Tensor inputsFirst(Tensor weight, int groups) {
    int out = weight.dim(0) / groups;
    int in = weight.dim(1);
    int[] apart = {groups, out, in, weight.dim(2), weight.dim(3)};
    Tensor swapped =
        TensorOrder.transpose(
            Tensor.wrap(weight.type(), apart, weight.bytes()), List.of(0, 2, 1, 3, 4));
    int[] dims = {groups * in, out, weight.dim(2), weight.dim(3)};
    return Tensor.wrap(weight.type(), dims, swapped.bytes());
  }

  @Override
  default OnnxCall linear(Weighted.Linear op) {
    return new OnnxCall("Gemm").number("transB", 1);
  }

  private int[] weight() {
    return fused().constant(ConstantRole.WEIGHT).value().dims();
  }
}
