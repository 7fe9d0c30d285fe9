package io.edgeflow.core.graph.op;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.Dimension;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The shapes of what one node reads, for the rules of its operator.
 *
 * @param node the node's name, for errors
 * @param data its data inputs
 * @param constants its constants by role
 */
public record Operands(String node, List<Shape> data, Map<ConstantRole, Shape> constants) {
  /** Copies both. */
  public Operands {
    data = List.copyOf(data);
    constants = Map.copyOf(constants);
  }

  /** The first data input. */
  public Shape first() {
    return data.get(0);
  }

  /** A constant that the operator requires. */
  public Shape constant(ConstantRole role) {
    return Objects.requireNonNull(constants.get(role), role.id());
  }

  /** A constant that may be absent. */
  public Optional<Shape> optional(ConstantRole role) {
    return Optional.ofNullable(constants.get(role));
  }

  /**
   * Checks the count of data inputs and the constants' roles against an operator.
   *
   * @throws PipelineException if they do not fit
   */
  public void check(Op op) {
    require(op.arity().allows(data.size()), "number of inputs", op.arity(), data.size());
    for (ConstantRole role : op.roles().required()) {
      require(constants.containsKey(role), "constants", role.id(), constants.keySet());
    }
    for (ConstantRole role : constants.keySet()) {
      require(op.roles().allow(role), "constants", op.roles(), role.id());
    }
  }

  /** The first data input, which must have this rank. */
  Shape ranked(int rank) {
    Shape x = first();
    require(x.rank() == rank, "input", "rank " + rank, x);
    return x;
  }

  /** Requires a constant, where there is one, to be a vector of this size. */
  void vector(ConstantRole role, int size) {
    shaped(role, Shape.of(size));
  }

  /** Requires a constant, where there is one, to have this shape. */
  void shaped(ConstantRole role, Shape wanted) {
    optional(role).ifPresent(shape -> require(shape.equals(wanted), role.id(), wanted, shape));
  }

  /** Requires two constants to be there both, or neither. */
  void together(ConstantRole one, ConstantRole other) {
    require(
        constants.containsKey(one) == constants.containsKey(other),
        "constants",
        one.id() + " and " + other.id() + " or neither",
        constants.keySet());
  }

  /** Requires a convolution's weight {@code [out, in/groups, …]} and bias to fit the channels. */
  void channels(Shape weight, int groups) {
    int in = weight.fixed(1) * groups;
    int out = weight.fixed(0);
    require(first().fixed(1) == in, "number of channels", in, first().fixed(1));
    require(out % groups == 0, "weight", "a multiple of " + groups + " outputs", out);
    vector(ConstantRole.BIAS, out);
  }

  void require(boolean holds, String what, Object expected, Object found) {
    if (!holds) {
      throw PipelineException.failed("The " + what + " of the node does not fit")
          .found(found)
          .limit(expected)
          .where("node " + node)
          .build();
    }
  }

  /** Outputs of windows along one axis. */
  int windows(int padded, int reach, int stride) {
    require(padded >= reach, "window", "at most " + padded, reach);
    return (padded - reach) / stride + 1;
  }

  /** The first axis of the first input, then the given sizes. */
  Shape sample(int... sizes) {
    List<Dimension> dimensions = new ArrayList<>();
    dimensions.add(first().dimensions().get(0));
    for (int size : sizes) {
      dimensions.add(new Dimension.Fixed(size));
    }
    return new Shape(dimensions);
  }
}
