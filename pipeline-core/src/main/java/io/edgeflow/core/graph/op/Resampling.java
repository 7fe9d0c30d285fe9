package io.edgeflow.core.graph.op;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.edgeflow.core.tensor.Shape;
import java.util.OptionalInt;

/** Operators that give an image of another size. */
@JsonSubTypes({
  @JsonSubTypes.Type(value = Resampling.Resize.class, name = "resize"),
})
public sealed interface Resampling extends Op {
  /** One method an operator. */
  interface Visitor<R> {
    /** Another height and width. */
    R resize(Resize op);
  }

  /** What a pixel is made of. */
  enum Mode {
    /** The pixel whose place is nearest. */
    @JsonProperty("nearest")
    NEAREST,
    /** The four pixels around its place, by their distance. */
    @JsonProperty("bilinear")
    BILINEAR
  }

  /** Where in the input a pixel of the output lies; {@code scale = in / out}. */
  enum Coordinates {
    /** {@code (i + 0.5) · scale - 0.5}, not below 0. */
    @JsonProperty("half_pixel")
    HALF_PIXEL,
    /** {@code i · scale}. */
    @JsonProperty("asymmetric")
    ASYMMETRIC,
    /** {@code i · (in - 1) / (out - 1)}. */
    @JsonProperty("align_corners")
    ALIGN_CORNERS
  }

  /**
   * {@code [batch, channels, height, width]} in another size, as {@code
   * torch.nn.functional.interpolate} gives it: {@code nearest} (asymmetric), {@code nearest-exact}
   * (half pixels), and {@code bilinear} with half pixels or aligned corners.
   */
  record Resize(Size size, Mode mode, Coordinates coordinates) implements Resampling {
    /** Checks that the two go together. */
    public Resize {
      Coordinates other = mode == Mode.NEAREST ? Coordinates.ALIGN_CORNERS : Coordinates.ASYMMETRIC;
      if (coordinates == other) {
        throw new IllegalArgumentException("A resize by " + mode + " with " + coordinates);
      }
    }

    /** The rows that rows of the output are made of. */
    public Taps rows(Shape input) {
      return Taps.of(input.fixed(2), size.height(), this);
    }

    /** The columns that columns of the output are made of. */
    public Taps columns(Shape input) {
      return Taps.of(input.fixed(3), size.width(), this);
    }

    @Override
    public Arity arity() {
      return Arity.ONE;
    }

    @Override
    public ConstantRoles roles() {
      return ConstantRoles.NONE;
    }

    @Override
    public Shape shape(Operands operands) {
      return operands.sample(operands.ranked(4).fixed(1), size.height(), size.width());
    }

    @Override
    public AxisUse axes() {
      return AxisUse.CHANNEL;
    }

    @Override
    public OptionalInt weightAxis() {
      return OptionalInt.empty();
    }

    @Override
    public long macs(Operands operands) {
      return 0;
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.resize(this);
    }
  }
}
