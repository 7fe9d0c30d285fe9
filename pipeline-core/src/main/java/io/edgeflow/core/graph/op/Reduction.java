package io.edgeflow.core.graph.op;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.edgeflow.core.tensor.Dimension;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Operators that make one number of all that lie along some axes, the batch not among them. */
@JsonSubTypes({
  @JsonSubTypes.Type(value = Reduction.ReduceMean.class, name = "reduce_mean"),
  @JsonSubTypes.Type(value = Reduction.ReduceMax.class, name = "reduce_max"),
  @JsonSubTypes.Type(value = Reduction.ReduceSum.class, name = "reduce_sum"),
  @JsonSubTypes.Type(value = Reduction.ArgMax.class, name = "arg_max"),
})
public sealed interface Reduction extends Op {
  /** One method an operator. */
  interface Visitor<R> {
    /** The mean. */
    R reduceMean(ReduceMean op);

    /** The largest. */
    R reduceMax(ReduceMax op);

    /** The sum. */
    R reduceSum(ReduceSum op);

    /** The place of the largest. */
    R argMax(ArgMax op);
  }

  /** The axes, ascending, each at least 1. */
  List<Integer> over();

  /** Whether the axes stay, of size 1. A sample keeps one axis at least. */
  boolean keep();

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

  @Override
  default Shape shape(Operands operands) {
    Shape x = operands.first();
    int last = over().get(over().size() - 1);
    operands.require(last < x.rank(), "axis", "below " + x.rank(), last);
    over().forEach(x::fixed);
    if (!keep()) {
      operands.require(over().size() < x.rank() - 1, "axes", "one that stays", over());
      return new Shape(origins(x.rank()).stream().map(x.dimensions()::get).toList());
    }
    List<Dimension> sizes = new ArrayList<>(x.dimensions());
    over().forEach(axis -> sizes.set(axis, new Dimension.Fixed(1)));
    return new Shape(sizes);
  }

  @Override
  default AxisUse axes() {
    return keep() ? AxisUse.NAMED : AxisUse.COUNTED;
  }

  @Override
  default List<Integer> origins(int rank) {
    return IntStream.range(0, rank).boxed().filter(axis -> !over().contains(axis)).toList();
  }

  /** The mean of all elements along some axes. */
  record ReduceMean(List<Integer> over, boolean keep) implements Reduction {
    /** Copies and checks the axes. */
    public ReduceMean {
      over = ascending(over);
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.reduceMean(this);
    }
  }

  /** The largest of all elements along some axes. */
  record ReduceMax(List<Integer> over, boolean keep) implements Reduction {
    /** Copies and checks the axes. */
    public ReduceMax {
      over = ascending(over);
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.reduceMax(this);
    }
  }

  /** The sum of all elements along some axes. */
  record ReduceSum(List<Integer> over, boolean keep) implements Reduction {
    /** Copies and checks the axes. */
    public ReduceSum {
      over = ascending(over);
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.reduceSum(this);
    }
  }

  /**
   * The place of the largest element along an axis, as a whole number; of equal ones the first. It
   * has no gradient.
   *
   * @param axis at least 1
   */
  record ArgMax(int axis, boolean keep) implements Reduction {
    /** Checks the axis. */
    public ArgMax {
      ascending(List.of(axis));
    }

    @Override
    public List<Integer> over() {
      return List.of(axis);
    }

    @Override
    public boolean differentiable() {
      return false;
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.argMax(this);
    }
  }

  private static List<Integer> ascending(List<Integer> axes) {
    boolean fits = !axes.isEmpty() && axes.get(0) >= 1;
    if (!fits || !axes.stream().sorted().distinct().toList().equals(axes)) {
      throw new IllegalArgumentException("A reduction over the axes " + axes);
    }
    return List.copyOf(axes);
  }
}
