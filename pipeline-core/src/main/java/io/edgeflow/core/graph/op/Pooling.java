package io.edgeflow.core.graph.op;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.edgeflow.core.tensor.Shape;
import java.util.OptionalInt;

/** Operators that summarize windows of each channel of {@code [batch, channels, height, width]}. */
@JsonSubTypes({
  @JsonSubTypes.Type(value = Pooling.MaxPool2d.class, name = "max_pool2d"),
  @JsonSubTypes.Type(value = Pooling.AvgPool2d.class, name = "avg_pool2d"),
  @JsonSubTypes.Type(value = Pooling.GlobalAvgPool.class, name = "global_avg_pool"),
})
public sealed interface Pooling extends Op {
  /** One method an operator. */
  interface Visitor<R> {
    /** 2-D max pooling. */
    R maxPool2d(MaxPool2d op);

    /** 2-D average pooling. */
    R avgPool2d(AvgPool2d op);

    /** The average of each channel. */
    R globalAvgPool(GlobalAvgPool op);
  }

  @Override
  default Arity arity() {
    return Arity.ONE;
  }

  @Override
  default ConstantRoles roles() {
    return ConstantRoles.NONE;
  }

  @Override
  default AxisUse axes() {
    return AxisUse.CHANNEL;
  }

  @Override
  default OptionalInt weightAxis() {
    return OptionalInt.empty();
  }

  @Override
  default long macs(Operands operands) {
    return 0;
  }

  /** Maximum over windows, without padding; a partial window at the edge is dropped. */
  record MaxPool2d(Size kernel, Size stride) implements Pooling {
    @Override
    public Shape shape(Operands operands) {
      return windows(operands, kernel, stride);
    }

    @Override
    public boolean picksLargest() {
      return true;
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.maxPool2d(this);
    }
  }

  /** Mean over windows, without padding; a partial window at the edge is dropped. */
  record AvgPool2d(Size kernel, Size stride) implements Pooling {
    @Override
    public Shape shape(Operands operands) {
      return windows(operands, kernel, stride);
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.avgPool2d(this);
    }
  }

  /** The mean of each channel: {@code [batch, channels, 1, 1]} (Lin, Chen and Yan 2014). */
  record GlobalAvgPool() implements Pooling {
    @Override
    public Shape shape(Operands operands) {
      return operands.sample(operands.ranked(4).fixed(1), 1, 1);
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.globalAvgPool(this);
    }
  }

  private static Shape windows(Operands operands, Size kernel, Size stride) {
    Shape x = operands.ranked(4);
    return operands.sample(
        x.fixed(1),
        operands.windows(x.fixed(2), kernel.height(), stride.height()),
        operands.windows(x.fixed(3), kernel.width(), stride.width()));
  }
}
