package io.edgeflow.core.graph.op;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.edgeflow.core.tensor.Shape;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

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

  /** Pooling of windows that slide over an image; one that does not fit in is dropped. */
  sealed interface Windowed extends Pooling {
    /** Of a window. */
    Size kernel();

    /** From one window to the next. */
    Size stride();

    /** What lies around the image; null for nothing. */
    @Nullable Border border();

    @Override
    default Shape shape(Operands operands) {
      Window w = window(operands).orElseThrow();
      return operands.sample(
          operands.first().fixed(1),
          operands.windows(
              w.input().height() + w.pads().top() + w.pads().bottom(),
              kernel().height(),
              stride().height()),
          operands.windows(
              w.input().width() + w.pads().left() + w.pads().right(),
              kernel().width(),
              stride().width()));
    }

    @Override
    default Optional<Window> window(Operands operands) {
      Shape x = operands.ranked(4);
      Size input = new Size(x.fixed(2), x.fixed(3));
      Border around = border();
      Pads pads = around == null ? Pads.NONE : around.reached(input, kernel(), stride());
      return Optional.of(new Window(input, kernel(), stride(), pads));
    }

    /** The border, null when it is none, and checked against the window. */
    private static @Nullable Border checked(@Nullable Border border, Size kernel) {
      if (border == null || border.none()) {
        return null;
      }
      Pads pads = border.pads();
      if (Math.max(pads.top(), pads.bottom()) >= kernel.height()
          || Math.max(pads.left(), pads.right()) >= kernel.width()) {
        throw new IllegalArgumentException("Padding of " + pads + " for windows of " + kernel);
      }
      return border;
    }
  }

  /** The maximum over each window. */
  record MaxPool2d(Size kernel, Size stride, @Nullable Border border) implements Windowed {
    /** Checks the border. */
    public MaxPool2d {
      border = Windowed.checked(border, kernel);
      if (border != null && border.counted()) {
        throw new IllegalArgumentException("A maximum that counts its padding");
      }
    }

    /** Without padding. */
    public MaxPool2d(Size kernel, Size stride) {
      this(kernel, stride, null);
    }

    @Override
    public Op withPads(Pads pads) {
      return new MaxPool2d(kernel, stride, Border.of(pads));
    }

    @Override
    public float padding() {
      return -Float.MAX_VALUE;
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

  /** The mean over each window. */
  record AvgPool2d(Size kernel, Size stride, @Nullable Border border) implements Windowed {
    /** Checks the border. */
    public AvgPool2d {
      border = Windowed.checked(border, kernel);
    }

    /** Without padding. */
    public AvgPool2d(Size kernel, Size stride) {
      this(kernel, stride, null);
    }

    @Override
    public Op withPads(Pads pads) {
      return new AvgPool2d(kernel, stride, Border.of(pads));
    }

    @Override
    public Optional<PaddedMean> paddedMean(Operands operands) {
      if (border == null) {
        return Optional.empty();
      }
      Shape x = operands.first();
      Shape y = shape(operands);
      Size input = new Size(x.fixed(2), x.fixed(3));
      Size output = new Size(y.fixed(2), y.fixed(3));
      return Optional.of(PaddedMean.of(border, input, kernel, stride, output));
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
}
