package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Operands;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Puts several operations of floats in the place of one. */
final class Expansion {
  private final Rewrite rewrite;
  private final FusedOp whole;

  Expansion(Rewrite rewrite, FusedOp whole) {
    this.rewrite = rewrite;
    this.whole = whole;
  }

  /**
   * Appends an operation without constants.
   *
   * @param part ending of its name
   * @return the value that it gives
   */
  String add(String part, Op op, String... inputs) {
    return add(part, op, Map.of(), inputs);
  }

  /** Appends an operation; gives its value. */
  String add(String part, Op op, Map<ConstantRole, LoweredConstant> constants, String... inputs) {
    String name = rewrite.free(whole.name() + "." + part);
    FusedOp added = new FusedOp(name, op, List.of(inputs), constants, Activation.NONE, name);
    rewrite.put(Value.floats(name, shape(added)));
    rewrite.add(added);
    return name;
  }

  /** Appends the operation that gives what the whole one gave. */
  void last(Op op, Map<ConstantRole, LoweredConstant> constants, String... inputs) {
    rewrite.add(
        new FusedOp(whole.name(), op, List.of(inputs), constants, Activation.NONE, whole.output()));
  }

  /** The shape of a value. */
  Shape shape(String value) {
    return rewrite.value(value).shape();
  }

  /** A constant that is made for a part. */
  LoweredConstant constant(String name, int[] dims, float... values) {
    return LoweredConstant.floats(whole.name() + "." + name, Tensor.of(dims, values));
  }

  private Shape shape(FusedOp op) {
    Map<ConstantRole, Shape> constants = new EnumMap<>(ConstantRole.class);
    op.constants().forEach((role, c) -> constants.put(role, Shape.of(c.value().dims())));
    List<Shape> data = op.inputs().stream().map(this::shape).toList();
    return op.op().shape(new Operands(op.name(), data, constants));
  }
}
