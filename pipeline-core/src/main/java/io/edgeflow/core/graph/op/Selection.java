package io.edgeflow.core.graph.op;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.edgeflow.core.tensor.Dimension;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Operators that give some of the values that they read. */
@JsonSubTypes({
  @JsonSubTypes.Type(value = Selection.Slice.class, name = "slice"),
  @JsonSubTypes.Type(value = Selection.Embedding.class, name = "embedding"),
})
public sealed interface Selection extends Op {
  /** One method an operator. */
  interface Visitor<R> {
    /** A part of one axis. */
    R slice(Slice op);

    /** Rows of a table. */
    R embedding(Embedding op);
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
  default OptionalInt weightAxis() {
    return OptionalInt.empty();
  }

  @Override
  default long macs(Operands operands) {
    return 0;
  }

  /**
   * The places {@code begin, begin + step, …} below {@code end} of one axis. A split into parts is
   * a slice for each.
   *
   * @param axis at least 1
   * @param begin at least 0
   * @param end beyond {@code begin}, at most the axis's size
   * @param step at least 1
   */
  record Slice(int axis, int begin, int end, int step) implements Selection {
    /** Checks all four. */
    public Slice {
      if (axis < 1 || begin < 0 || end <= begin || step < 1) {
        throw new IllegalArgumentException(
            "A slice of axis " + axis + " from " + begin + " to " + end + " by " + step);
      }
    }

    /** Every place from {@code begin} to below {@code end}. */
    public static Slice of(int axis, int begin, int end) {
      return new Slice(axis, begin, end, 1);
    }

    @Override
    public Shape shape(Operands operands) {
      Shape x = operands.first();
      operands.require(axis < x.rank(), "axis", "below " + x.rank(), axis);
      operands.require(end <= x.fixed(axis), "end", "at most " + x.fixed(axis), end);
      List<Dimension> sizes = new ArrayList<>(x.dimensions());
      sizes.set(axis, new Dimension.Fixed((end - begin - 1) / step + 1));
      return new Shape(sizes);
    }

    @Override
    public AxisUse axes() {
      return AxisUse.NAMED;
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.slice(this);
    }
  }

  /**
   * The rows of a table (constant {@link ConstantRole#WEIGHT}, {@code [count, features]}) that the
   * elements of the input number from 0, whole numbers as floats: {@code [batch, …]} to {@code
   * [batch, …, features]}. Other numbers are refused where they are seen.
   */
  record Embedding() implements Selection {
    @Override
    public ConstantRoles roles() {
      return ConstantRoles.of(ConstantRole.WEIGHT);
    }

    @Override
    public Shape shape(Operands operands) {
      Shape weight = operands.constant(ConstantRole.WEIGHT);
      operands.require(weight.rank() == 2, "weight", "rank 2", weight);
      List<Dimension> sizes = new ArrayList<>(operands.first().dimensions());
      sizes.add(new Dimension.Fixed(weight.fixed(1)));
      return new Shape(sizes);
    }

    @Override
    public AxisUse axes() {
      return AxisUse.LAST;
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.embedding(this);
    }
  }
}
