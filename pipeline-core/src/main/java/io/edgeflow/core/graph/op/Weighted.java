package io.edgeflow.core.graph.op;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.edgeflow.core.tensor.Dimension;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Operators that multiply by a weight and add a bias where there is one. */
@JsonSubTypes({
  @JsonSubTypes.Type(value = Weighted.Conv1d.class, name = "conv1d"),
  @JsonSubTypes.Type(value = Weighted.Conv2d.class, name = "conv2d"),
  @JsonSubTypes.Type(value = Weighted.ConvTranspose2d.class, name = "conv_transpose2d"),
  @JsonSubTypes.Type(value = Weighted.Linear.class, name = "linear"),
})
public sealed interface Weighted extends Op {
  /** One method an operator. */
  interface Visitor<R> {
    /** A 1-D convolution. */
    R conv1d(Conv1d op);

    /** A 2-D convolution. */
    R conv2d(Conv2d op);

    /** A 2-D transposed convolution. */
    R convTranspose2d(ConvTranspose2d op);

    /** A matrix product. */
    R linear(Linear op);
  }

  @Override
  default Arity arity() {
    return Arity.ONE;
  }

  @Override
  default ConstantRoles roles() {
    return new ConstantRoles(List.of(ConstantRole.WEIGHT), List.of(ConstantRole.BIAS));
  }

  @Override
  default OptionalInt weightAxis() {
    return OptionalInt.of(0);
  }

  /**
   * Cross-correlation along time: x {@code [batch, in, time]}, weight {@code [out, in/groups, k]},
   * bias {@code [out]}. A causal one (Bai, Kolter and Koltun 2018, section 3.1) has all its zeros
   * before: {@code (k - 1) · dilation}.
   */
  record Conv1d(int stride, Ends pads, int dilation, int groups) implements Weighted {
    /** Checks stride, dilation and groups. */
    public Conv1d {
      if (Math.min(stride, Math.min(dilation, groups)) < 1) {
        throw new IllegalArgumentException(
            "A stride of %d, a dilation of %d, groups of %d".formatted(stride, dilation, groups));
      }
    }

    /** Stride 1, no dilation, one group. */
    public static Conv1d padded(Ends pads) {
      return new Conv1d(1, pads, 1, 1);
    }

    /** Stride 1, as many steps as it reads, none of which depends on a later one. */
    public static Conv1d causal(int kernel, int dilation) {
      return new Conv1d(1, new Ends((kernel - 1) * dilation, 0), dilation, 1);
    }

    /** As a convolution of images. */
    public Conv2d asConv2d() {
      return new Conv2d(
          new Size(1, stride),
          new Pads(0, pads.before(), 0, pads.behind()),
          new Size(1, dilation),
          groups);
    }

    @Override
    public Optional<Op> onImages() {
      return Optional.of(asConv2d());
    }

    @Override
    public Shape shape(Operands operands) {
      Shape x = operands.ranked(3);
      Shape weight = operands.constant(ConstantRole.WEIGHT);
      operands.require(weight.rank() == 3, "weight", "rank 3", weight);
      operands.channels(weight, groups);
      int reach = (weight.fixed(2) - 1) * dilation + 1;
      int time = x.fixed(2) + pads.before() + pads.behind();
      return operands.sample(weight.fixed(0), operands.windows(time, reach, stride));
    }

    @Override
    public AxisUse axes() {
      return AxisUse.CHANNEL;
    }

    @Override
    public long macs(Operands operands) {
      Shape weight = operands.constant(ConstantRole.WEIGHT);
      return (long) weight.fixed(1) * weight.fixed(2) * shape(operands).elementsPerSample();
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.conv1d(this);
    }
  }

  /**
   * Cross-correlation as in ONNX {@code Conv}: x {@code [batch, in, h, w]}, weight {@code [out,
   * in/groups, kh, kw]}, bias {@code [out]}.
   */
  record Conv2d(Size stride, Pads pads, Size dilation, int groups) implements Weighted {
    /** Checks the groups. */
    public Conv2d {
      if (groups < 1) {
        throw new IllegalArgumentException("Groups of " + groups);
      }
    }

    /** Stride 1, no dilation, one group. */
    public static Conv2d padded(int pads) {
      return new Conv2d(Size.square(1), Pads.all(pads), Size.square(1), 1);
    }

    @Override
    public Optional<Window> window(Operands operands) {
      Shape x = operands.ranked(4);
      return Optional.of(
          new Window(
              new Size(x.fixed(2), x.fixed(3)),
              reach(operands.constant(ConstantRole.WEIGHT)),
              stride,
              pads));
    }

    @Override
    public Op ofOneGroup() {
      return new Conv2d(stride, pads, dilation, 1);
    }

    @Override
    public Op withPads(Pads other) {
      return new Conv2d(stride, other, dilation, groups);
    }

    private Size reach(Shape weight) {
      return new Size(
          (weight.fixed(2) - 1) * dilation.height() + 1,
          (weight.fixed(3) - 1) * dilation.width() + 1);
    }

    @Override
    public Shape shape(Operands operands) {
      Shape x = operands.ranked(4);
      Shape weight = operands.constant(ConstantRole.WEIGHT);
      operands.require(weight.rank() == 4, "weight", "rank 4", weight);
      operands.channels(weight, groups);
      Size reach = reach(weight);
      int height = x.fixed(2) + pads.top() + pads.bottom();
      int width = x.fixed(3) + pads.left() + pads.right();
      return operands.sample(
          weight.fixed(0),
          operands.windows(height, reach.height(), stride.height()),
          operands.windows(width, reach.width(), stride.width()));
    }

    @Override
    public AxisUse axes() {
      return AxisUse.CHANNEL;
    }

    @Override
    public long macs(Operands operands) {
      Shape weight = operands.constant(ConstantRole.WEIGHT);
      long perOutput = (long) weight.fixed(1) * weight.fixed(2) * weight.fixed(3);
      return perOutput * shape(operands).elementsPerSample();
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.conv2d(this);
    }
  }

  /**
   * The gradient of a {@link Conv2d} by its input, as in ONNX {@code ConvTranspose}: each pixel
   * adds its products with the kernel to a window of the output. x {@code [batch, in, h, w]},
   * weight {@code [out, in/groups, kh, kw]} (outputs first, as every weight here), bias {@code
   * [out]}.
   *
   * @param pads what is cut off each side
   * @param outputPads rows and columns below and right, less than a stride or a dilation
   */
  record ConvTranspose2d(Size stride, Pads pads, OutputPads outputPads, Size dilation, int groups)
      implements Weighted {
    /** Checks the groups and what is added. */
    public ConvTranspose2d {
      if (groups < 1) {
        throw new IllegalArgumentException("Groups of " + groups);
      }
      if (outputPads.bottom() >= Math.max(stride.height(), dilation.height())
          || outputPads.right() >= Math.max(stride.width(), dilation.width())) {
        throw new IllegalArgumentException(
            outputPads + " for a stride of " + stride + " and a dilation of " + dilation);
      }
    }

    @Override
    public Shape shape(Operands operands) {
      Shape x = operands.ranked(4);
      Shape weight = operands.constant(ConstantRole.WEIGHT);
      operands.require(weight.rank() == 4, "weight", "rank 4", weight);
      operands.channels(weight, groups);
      int height =
          span(x.fixed(2), stride.height(), weight.fixed(2), dilation.height())
              + outputPads.bottom()
              - pads.top()
              - pads.bottom();
      int width =
          span(x.fixed(3), stride.width(), weight.fixed(3), dilation.width())
              + outputPads.right()
              - pads.left()
              - pads.right();
      operands.require(Math.min(height, width) > 0, "output", "1x1 or more", height + "x" + width);
      return operands.sample(weight.fixed(0), height, width);
    }

    /** What the windows cover along one axis. */
    private static int span(int pixels, int stride, int kernel, int dilation) {
      return (pixels - 1) * stride + (kernel - 1) * dilation + 1;
    }

    @Override
    public AxisUse axes() {
      return AxisUse.CHANNEL;
    }

    /** Each pixel of a channel with the kernels of all its outputs. */
    @Override
    public long macs(Operands operands) {
      Shape weight = operands.constant(ConstantRole.WEIGHT);
      long kernels = (long) weight.fixed(0) * weight.fixed(1) * weight.fixed(2) * weight.fixed(3);
      return kernels * operands.first().fixed(2) * operands.first().fixed(3);
    }

    @Override
    public Optional<ConvTranspose2d> transposed() {
      return Optional.of(this);
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.convTranspose2d(this);
    }
  }

  /**
   * {@code y = x Wᵀ + b} over the last axis: x {@code [batch, …, in]}, weight {@code [out, in]},
   * bias {@code [out]}.
   */
  record Linear() implements Weighted {
    @Override
    public Shape shape(Operands operands) {
      Shape x = operands.first();
      Shape weight = operands.constant(ConstantRole.WEIGHT);
      operands.require(x.rank() >= 2, "input", "rank 2 or more", x);
      operands.require(weight.rank() == 2, "weight", "rank 2", weight);
      int features = x.fixed(x.rank() - 1);
      operands.require(
          features == weight.fixed(1), "number of features", weight.fixed(1), features);
      operands.vector(ConstantRole.BIAS, weight.fixed(0));
      List<Dimension> sizes = new ArrayList<>(x.dimensions().subList(0, x.rank() - 1));
      sizes.add(new Dimension.Fixed(weight.fixed(0)));
      return new Shape(sizes);
    }

    @Override
    public AxisUse axes() {
      return AxisUse.LAST;
    }

    @Override
    public long macs(Operands operands) {
      long features = operands.constant(ConstantRole.WEIGHT).fixed(1);
      return features * shape(operands).elementsPerSample();
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.linear(this);
    }
  }
}
