package io.edgeflow.core.graph.op;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Operators whose output at a place depends on the inputs at that place only. */
@JsonSubTypes({
  @JsonSubTypes.Type(value = Elementwise.Relu.class, name = "relu"),
  @JsonSubTypes.Type(value = Elementwise.Relu6.class, name = "relu6"),
  @JsonSubTypes.Type(value = Elementwise.Clip.class, name = "clip"),
  @JsonSubTypes.Type(value = Elementwise.PRelu.class, name = "prelu"),
  @JsonSubTypes.Type(value = Elementwise.Sigmoid.class, name = "sigmoid"),
  @JsonSubTypes.Type(value = Elementwise.Rsqrt.class, name = "rsqrt"),
  @JsonSubTypes.Type(value = Elementwise.Dropout.class, name = "dropout"),
  @JsonSubTypes.Type(value = Elementwise.Add.class, name = "add"),
  @JsonSubTypes.Type(value = Elementwise.Mul.class, name = "mul"),
  @JsonSubTypes.Type(value = Elementwise.Sub.class, name = "sub"),
  @JsonSubTypes.Type(value = Elementwise.Div.class, name = "div"),
  @JsonSubTypes.Type(Nonlinearity.class),
})
public sealed interface Elementwise extends Op
    permits Elementwise.Relu,
        Elementwise.Relu6,
        Elementwise.Clip,
        Elementwise.PRelu,
        Elementwise.Sigmoid,
        Elementwise.Rsqrt,
        Elementwise.Dropout,
        Elementwise.Binary,
        Nonlinearity {
  /** One method an operator. */
  interface Visitor<R> extends Nonlinearity.Visitor<R> {
    /** Rectified linear unit. */
    R relu(Relu op);

    /** Rectified linear unit, at most 6. */
    R relu6(Relu6 op);

    /** Clamp between two ends. */
    R clip(Clip op);

    /** Rectified linear unit with a slope for each channel. */
    R prelu(PRelu op);

    /** Logistic sigmoid. */
    R sigmoid(Sigmoid op);

    /** Reciprocal square root. */
    R rsqrt(Rsqrt op);

    /** Dropout, the identity outside training. */
    R dropout(Dropout op);

    /** Sum of two. */
    R add(Add op);

    /** Product of two. */
    R mul(Mul op);

    /** Difference of two. */
    R sub(Sub op);

    /** Quotient of two. */
    R div(Div op);
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
  default Shape shape(Operands operands) {
    return operands.first();
  }

  @Override
  default AxisUse axes() {
    return AxisUse.ELEMENTWISE;
  }

  @Override
  default OptionalInt weightAxis() {
    return OptionalInt.empty();
  }

  @Override
  default long macs(Operands operands) {
    return 0;
  }

  /** {@code max(x, 0)}. */
  record Relu() implements Elementwise {
    @Override
    public Optional<Activation> activation() {
      return Optional.of(Activation.RELU);
    }

    @Override
    public boolean monotone() {
      return true;
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.relu(this);
    }
  }

  /** {@code min(max(x, 0), 6)} (Howard et al. 2017). */
  record Relu6() implements Elementwise {
    @Override
    public Optional<Activation> activation() {
      return Optional.of(Activation.RELU6);
    }

    @Override
    public boolean monotone() {
      return true;
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.relu6(this);
    }
  }

  /**
   * {@code min(max(x, min), max)}.
   *
   * @param min null for no lower end
   * @param max null for no upper end
   */
  record Clip(@Nullable Float min, @Nullable Float max) implements Elementwise {
    /** Checks the ends. */
    public Clip {
      if (!(least(min) <= most(max)) || (min == null && max == null)) {
        throw new IllegalArgumentException("A clip between " + min + " and " + max);
      }
    }

    private static float least(@Nullable Float min) {
      return min == null ? Float.NEGATIVE_INFINITY : min;
    }

    private static float most(@Nullable Float max) {
      return max == null ? Float.POSITIVE_INFINITY : max;
    }

    /** Whether both ends are these; infinite where there is none. */
    public boolean between(float least, float most) {
      return least(min) == least && most(max) == most;
    }

    /** The clamp of one value; NaN stays NaN. */
    public double apply(double x) {
      return Math.min(Math.max(x, least(min)), most(max));
    }

    @Override
    public Optional<Activation> activation() {
      return Stream.of(Activation.RELU, Activation.RELU6)
          .filter(activation -> between(activation.least(), activation.most()))
          .findFirst();
    }

    @Override
    public boolean monotone() {
      return true;
    }

    /** Two of one end each. */
    @Override
    public List<Part> parts() {
      if (min == null || max == null) {
        return List.of();
      }
      Clip below = new Clip(min, null);
      return List.of(Part.of(below, 0).giving(below::apply), Part.of(new Clip(null, max), 1));
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.clip(this);
    }
  }

  /**
   * {@code x} where it is positive, else {@code slope · x} (He et al. 2015); x {@code [batch,
   * channels, …]}, slope {@code [channels]}.
   */
  record PRelu() implements Elementwise {
    @Override
    public ConstantRoles roles() {
      return ConstantRoles.of(ConstantRole.SLOPE);
    }

    @Override
    public Shape shape(Operands operands) {
      Shape x = operands.first();
      operands.require(x.rank() >= 2, "input", "rank 2 or more", x);
      operands.vector(ConstantRole.SLOPE, x.fixed(1));
      return x;
    }

    @Override
    public AxisUse axes() {
      return AxisUse.CHANNEL;
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.prelu(this);
    }
  }

  /** {@code 1 / (1 + exp(-x))}. */
  record Sigmoid() implements Elementwise {
    @Override
    public boolean givesProbabilities() {
      return true;
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.sigmoid(this);
    }
  }

  /** {@code 1 / sqrt(x)}; infinite at 0, NaN below. */
  record Rsqrt() implements Elementwise {
    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.rsqrt(this);
    }
  }

  /** Zeroes a fraction of elements in training and scales the rest by {@code 1/(1-rate)}. */
  record Dropout(float rate) implements Elementwise {
    /** Checks the rate. */
    public Dropout {
      if (!(rate >= 0 && rate < 1)) {
        throw new IllegalArgumentException("A dropout rate of " + rate);
      }
    }

    @Override
    public boolean identityAtInference() {
      return true;
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.dropout(this);
    }
  }

  /**
   * Operators of two operands: two data tensors, or one and a constant {@link ConstantRole#OPERAND}
   * of the sample's rank. Sizes are equal, or one of them is 1 and stands for any.
   */
  sealed interface Binary extends Elementwise {
    @Override
    default Arity arity() {
      return new Arity(1, 2);
    }

    @Override
    default ConstantRoles roles() {
      return new ConstantRoles(List.of(), List.of(ConstantRole.OPERAND));
    }

    @Override
    default Shape shape(Operands operands) {
      return Broadcast.shape(operands);
    }
  }

  /** {@code x + y}. */
  record Add() implements Binary {
    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.add(this);
    }
  }

  /** {@code x · y}. */
  record Mul() implements Binary {
    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.mul(this);
    }
  }

  /** {@code x - y}. */
  record Sub() implements Binary {
    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.sub(this);
    }
  }

  /** {@code x / y}; by zero as floats divide: infinite, or NaN for {@code 0 / 0}. */
  record Div() implements Binary {
    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.div(this);
    }
  }
}
