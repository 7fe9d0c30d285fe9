package io.edgeflow.core.graph.op;

import io.edgeflow.core.tensor.Dimension;
import io.edgeflow.core.tensor.Dimension.Fixed;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The shape that two operands give together: sizes are equal, or one of them is 1. */
final class Broadcast {
  private Broadcast() {}

  /** The larger size of each axis; the second operand may be a constant of the sample's rank. */
  static Shape shape(Operands operands) {
    Optional<Shape> constant = operands.optional(ConstantRole.OPERAND);
    int count = operands.data().size() + (constant.isPresent() ? 1 : 0);
    operands.require(count == 2, "number of operands", 2, count);
    Shape x = operands.first();
    Shape y = constant.map(c -> ofSample(x, c)).orElseGet(() -> operands.data().get(1));
    operands.require(x.rank() == y.rank(), "second operand", "rank " + x.rank(), y);
    List<Dimension> sizes = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      sizes.add(larger(operands, x.dimensions().get(axis), y.dimensions().get(axis)));
    }
    return new Shape(sizes);
  }

  private static Shape ofSample(Shape x, Shape constant) {
    List<Dimension> sizes = new ArrayList<>();
    sizes.add(x.dimensions().get(0));
    sizes.addAll(constant.dimensions());
    return new Shape(sizes);
  }

  private static Dimension larger(Operands operands, Dimension x, Dimension y) {
    if (x.equals(y) || y.equals(new Fixed(1))) {
      return x;
    }
    operands.require(x.equals(new Fixed(1)), "second operand", x, y);
    return y;
  }
}
