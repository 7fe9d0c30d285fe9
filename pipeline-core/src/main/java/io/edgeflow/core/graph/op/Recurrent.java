package io.edgeflow.core.graph.op;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.edgeflow.core.tensor.Dimension;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Layers that read a series {@code [batch, time, features]} step by step and keep a state of {@code
 * hidden} numbers, at first zero. Constants: weight {@code [gates·hidden, features]}, recurrent
 * weight {@code [gates·hidden, hidden]}, bias and recurrent bias {@code [gates·hidden]}, or neither
 * bias; the gates lie one after the other, in PyTorch's order. A layer of both directions is two
 * nodes and a {@code Concat}.
 */
@JsonSubTypes({
  @JsonSubTypes.Type(value = Recurrent.Lstm.class, name = "lstm"),
  @JsonSubTypes.Type(value = Recurrent.Gru.class, name = "gru"),
})
public sealed interface Recurrent extends Op {
  /** One method an operator. */
  interface Visitor<R> {
    /** Long short-term memory. */
    R lstm(Lstm op);

    /** Gated recurrent unit. */
    R gru(Gru op);
  }

  /** Calls the visitor's method for this operator. */
  <R> R acceptRecurrent(Visitor<R> visitor);

  /** The size of the state. */
  int hidden();

  /** Whether it reads the last step first; outputs stay at their steps' places. */
  boolean reverse();

  /** What it gives. */
  Returns returns();

  /** How many blocks of {@code hidden} rows the weights have. */
  int gates();

  @Override
  default Optional<Recurrent> recurrent() {
    return Optional.of(this);
  }

  @Override
  default <R> R accept(Op.Visitor<R> visitor) {
    return acceptRecurrent(visitor);
  }

  @Override
  default Arity arity() {
    return Arity.ONE;
  }

  @Override
  default ConstantRoles roles() {
    return new ConstantRoles(
        List.of(ConstantRole.WEIGHT, ConstantRole.RECURRENT_WEIGHT),
        List.of(ConstantRole.BIAS, ConstantRole.RECURRENT_BIAS));
  }

  @Override
  default Shape shape(Operands operands) {
    Shape x = operands.ranked(3);
    int rows = gates() * hidden();
    operands.shaped(ConstantRole.WEIGHT, Shape.of(rows, x.fixed(2)));
    operands.shaped(ConstantRole.RECURRENT_WEIGHT, Shape.of(rows, hidden()));
    operands.together(ConstantRole.BIAS, ConstantRole.RECURRENT_BIAS);
    operands.vector(ConstantRole.BIAS, rows);
    operands.vector(ConstantRole.RECURRENT_BIAS, rows);
    List<Dimension> sizes = new ArrayList<>(x.dimensions().subList(0, 2));
    if (returns() == Returns.LAST) {
      sizes.remove(1);
    }
    sizes.add(new Dimension.Fixed(hidden()));
    return new Shape(sizes);
  }

  @Override
  default AxisUse axes() {
    return AxisUse.LAST;
  }

  /** Empty: an output depends on the rows of all gates, and on the other outputs' by the state. */
  @Override
  default OptionalInt weightAxis() {
    return OptionalInt.empty();
  }

  /** The products with the input and with the state, at each step. */
  @Override
  default long macs(Operands operands) {
    Shape x = operands.first();
    return (long) x.fixed(1) * gates() * hidden() * (x.fixed(2) + hidden());
  }

  /**
   * Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al.
   * 2000), gates i, f, g, o:
   *
   * <pre>{@code
   * i, f, o = sigmoid(W x + b + R h + r)        g = tanh(W x + b + R h + r)
   * c' = f c + i g                              h' = o tanh(c')
   * }</pre>
   */
  record Lstm(int hidden, boolean reverse, Returns returns) implements Recurrent {
    /** Checks the size. */
    public Lstm {
      checkHidden(hidden);
    }

    @Override
    public int gates() {
      return 4;
    }

    @Override
    public <R> R acceptRecurrent(Visitor<R> visitor) {
      return visitor.lstm(this);
    }
  }

  /**
   * Gated recurrent unit (Cho et al. 2014, in the form of PyTorch and cuDNN), gates r, z, n:
   *
   * <pre>{@code
   * r, z = sigmoid(W x + b + R h + r)           n = tanh(W x + b + r (R h + r))
   * h' = (1 - z) n + z h
   * }</pre>
   */
  record Gru(int hidden, boolean reverse, Returns returns) implements Recurrent {
    /** Checks the size. */
    public Gru {
      checkHidden(hidden);
    }

    @Override
    public int gates() {
      return 3;
    }

    @Override
    public <R> R acceptRecurrent(Visitor<R> visitor) {
      return visitor.gru(this);
    }
  }

  private static void checkHidden(int hidden) {
    if (hidden < 1) {
      throw new IllegalArgumentException("A state of " + hidden + " numbers");
    }
  }
}
