package io.edgeflow.core.graph.op;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.edgeflow.core.tensor.Dimension;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Operators that multiply two data tensors and add up. */
@JsonSubTypes({
  @JsonSubTypes.Type(value = Product.MatMul.class, name = "mat_mul"),
})
public sealed interface Product extends Op {
  /** One method an operator. */
  interface Visitor<R> {
    /** A matrix product of two tensors. */
    R matMul(MatMul op);
  }

  /**
   * {@code z = x y} over the last two axes: x {@code [batch, …, m, k]}, y {@code [batch, …, k, n]},
   * or {@code [batch, …, n, k]} where the second is transposed; the axes before are equal.
   *
   * @param transposeSecond whether {@code z = x yᵀ}
   */
  record MatMul(boolean transposeSecond) implements Product {
    @Override
    public Arity arity() {
      return new Arity(2, 2);
    }

    @Override
    public ConstantRoles roles() {
      return ConstantRoles.NONE;
    }

    @Override
    public Shape shape(Operands operands) {
      Shape x = operands.first();
      Shape y = operands.data().get(1);
      int rank = x.rank();
      operands.require(rank >= 3, "input", "rank 3 or more", x);
      boolean alike =
          y.rank() == rank
              && x.dimensions().subList(0, rank - 2).equals(y.dimensions().subList(0, rank - 2));
      operands.require(alike, "second input", x, y);
      Dimension k = y.dimensions().get(transposeSecond ? rank - 1 : rank - 2);
      operands.require(
          x.dimensions().get(rank - 1).equals(k),
          "second input",
          x.dimensions().get(rank - 1) + " products",
          y);
      List<Dimension> sizes = new ArrayList<>(x.dimensions());
      sizes.set(rank - 1, y.dimensions().get(transposeSecond ? rank - 2 : rank - 1));
      return new Shape(sizes);
    }

    @Override
    public AxisUse axes() {
      return AxisUse.LAST;
    }

    @Override
    public OptionalInt weightAxis() {
      return OptionalInt.empty();
    }

    @Override
    public long macs(Operands operands) {
      Shape x = operands.first();
      return (long) x.fixed(x.rank() - 1) * shape(operands).elementsPerSample();
    }

    @Override
    public Optional<Op> withSecondExchanged() {
      return transposeSecond ? Optional.of(new MatMul(false)) : Optional.empty();
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.matMul(this);
    }
  }
}
