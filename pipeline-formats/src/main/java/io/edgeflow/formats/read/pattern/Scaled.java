package io.edgeflow.formats.read.pattern;

import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Div;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Sub;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A value as a number times a tensor.
 *
 * @param factor 1 where nothing multiplies it
 */
record Scaled(double factor, String tensor) {
  private static final double TOLERANCE = 1e-6;

  /** A tensor, and what it is a multiple of, farther and farther back. */
  static List<Scaled> all(String tensor, Draft draft) {
    List<Scaled> all = new ArrayList<>();
    double factor = 1;
    Optional<String> next = Optional.of(tensor);
    while (next.isPresent()) {
      String here = next.get();
      all.add(new Scaled(factor, here));
      next = Optional.empty();
      Optional<Node> node = draft.producer(here);
      OptionalDouble number = node.map(draft::scalar).orElse(OptionalDouble.empty());
      if (number.isPresent() && node.get().op().equals(new Mul())) {
        factor *= number.getAsDouble();
        next = Optional.of(node.get().inputs().get(0));
      } else if (number.isPresent() && node.get().op().equals(new Div())) {
        factor /= number.getAsDouble();
        next = Optional.of(node.get().inputs().get(0));
      }
    }
    return all;
  }

  /** The tensor farthest back. */
  static Scaled of(String tensor, Draft draft) {
    List<Scaled> all = all(tensor, draft);
    return all.get(all.size() - 1);
  }

  /** What a tensor is that a number is added to; empty unless it is that number. */
  static Optional<String> plus(double number, String tensor, Draft draft) {
    return shifted(tensor, draft).filter(s -> near(s.shift(), number)).map(Shifted::tensor);
  }

  /** What a tensor is that a number is added to, and the number. */
  static Optional<Shifted> shifted(String tensor, Draft draft) {
    Optional<Node> node = draft.producer(tensor);
    OptionalDouble number = node.map(draft::scalar).orElse(OptionalDouble.empty());
    if (number.isEmpty()) {
      return Optional.empty();
    }
    String input = node.get().inputs().get(0);
    if (node.get().op().equals(new Add())) {
      return Optional.of(new Shifted(input, number.getAsDouble()));
    }
    return node.get().op().equals(new Sub())
        ? Optional.of(new Shifted(input, -number.getAsDouble()))
        : Optional.empty();
  }

  /** A tensor and what is added to it. */
  record Shifted(String tensor, double shift) {}

  /** Equal but for the rounding of 32-bit floats. */
  static boolean near(double found, double wanted) {
    return Math.abs(found - wanted) <= TOLERANCE * Math.abs(wanted);
  }
}
