package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Op;
import java.util.Arrays;

/** The ONNX operator (opset 17) of each graph operator, with its attributes. */
final class OnnxOps implements Op.Visitor<NodeProto.Builder> {
  private final int[] weightDims;

  /**
   * @param weightDims the weight's shape; empty for an operator without one
   */
  OnnxOps(int[] weightDims) {
    this.weightDims = weightDims;
  }

  @Override
  public NodeProto.Builder conv2d(Op.Conv2d op) {
    Op.Pads pads = op.pads();
    return node("Conv")
        .addAttribute(sizes("dilations", op.dilation().height(), op.dilation().width()))
        .addAttribute(number("group", op.groups()))
        .addAttribute(sizes("kernel_shape", weightDims[2], weightDims[3]))
        .addAttribute(sizes("pads", pads.top(), pads.left(), pads.bottom(), pads.right()))
        .addAttribute(sizes("strides", op.stride().height(), op.stride().width()));
  }

  @Override
  public NodeProto.Builder linear(Op.Linear op) {
    return node("Gemm").addAttribute(number("transB", 1));
  }

  @Override
  public NodeProto.Builder batchNorm(Op.BatchNorm op) {
    AttributeProto epsilon =
        AttributeProto.newBuilder()
            .setName("epsilon")
            .setType(AttributeProto.AttributeType.FLOAT)
            .setF(op.epsilon())
            .build();
    return node("BatchNormalization").addAttribute(epsilon);
  }

  @Override
  public NodeProto.Builder relu(Op.Relu op) {
    return node("Relu");
  }

  @Override
  public NodeProto.Builder maxPool2d(Op.MaxPool2d op) {
    return node("MaxPool")
        .addAttribute(sizes("kernel_shape", op.kernel().height(), op.kernel().width()))
        .addAttribute(sizes("strides", op.stride().height(), op.stride().width()));
  }

  @Override
  public NodeProto.Builder flatten(Op.Flatten op) {
    return node("Flatten").addAttribute(number("axis", 1));
  }

  @Override
  public NodeProto.Builder dropout(Op.Dropout op) {
    throw PipelineException.failed("Dropout is not exported").build();
  }

  @Override
  public NodeProto.Builder softmax(Op.Softmax op) {
    return node("Softmax").addAttribute(number("axis", -1));
  }

  static NodeProto.Builder node(String type) {
    return NodeProto.newBuilder().setOpType(type);
  }

  static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto sizes(String name, int... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }
}
