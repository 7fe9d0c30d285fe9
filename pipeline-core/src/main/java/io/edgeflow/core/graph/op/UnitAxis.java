package io.edgeflow.core.graph.op;

import io.edgeflow.core.tensor.Dimension;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that drop or add axes of size 1. */
public sealed interface UnitAxis extends Arrangement {
  /**
   * The axes, ascending, none the batch: of the input where they are dropped, else of the output.
   */
  List<Integer> at();

  @Override
  default AxisUse axes() {
    return AxisUse.COUNTED;
  }

  @Override
  default boolean reshapes() {
    return true;
  }

  /** Without some axes of size 1. */
  record Squeeze(List<Integer> at) implements UnitAxis {
    /** Copies and checks the axes. */
    public Squeeze {
      at = ascending(at);
    }

    @Override
    public Shape shape(Operands operands) {
      Shape x = operands.first();
      requireBelow(operands, at, x.rank());
      for (int axis : at) {
        operands.require(x.fixed(axis) == 1, "axis " + axis, "size 1", x);
      }
      return new Shape(origins(x.rank()).stream().map(x.dimensions()::get).toList());
    }

    @Override
    public List<Integer> origins(int rank) {
      return IntStream.range(0, rank).boxed().filter(axis -> !at.contains(axis)).toList();
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.squeeze(this);
    }
  }

  /** With new axes of size 1. */
  record Unsqueeze(List<Integer> at) implements UnitAxis {
    /** Copies and checks the axes. */
    public Unsqueeze {
      at = ascending(at);
    }

    @Override
    public Shape shape(Operands operands) {
      List<Dimension> sizes = new ArrayList<>(operands.first().dimensions());
      requireBelow(operands, at, sizes.size() + at.size());
      at.forEach(axis -> sizes.add(axis, new Dimension.Fixed(1)));
      return new Shape(sizes);
    }

    @Override
    public List<Integer> origins(int rank) {
      List<Integer> origins = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
      at.forEach(axis -> origins.add(axis, -1));
      return List.copyOf(origins);
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.unsqueeze(this);
    }
  }

  private static List<Integer> ascending(List<Integer> axes) {
    if (axes.isEmpty()
        || axes.get(0) < 1
        || !axes.stream().sorted().distinct().toList().equals(axes)) {
      throw new IllegalArgumentException("Axes of size 1 at " + axes);
    }
    return List.copyOf(axes);
  }

  private static void requireBelow(Operands operands, List<Integer> axes, int rank) {
    int last = axes.get(axes.size() - 1);
    operands.require(last < rank, "axis", "below " + rank, last);
  }
}
