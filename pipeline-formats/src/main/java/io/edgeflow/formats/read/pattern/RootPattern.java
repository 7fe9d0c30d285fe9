package io.edgeflow.formats.read.pattern;

import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.Elementwise.Div;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Rsqrt;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A quotient by a square root, {@code a / (x · rsqrt(x))}, is the product {@code a · rsqrt(x)}. */
final class RootPattern implements Pattern {
  @Override
  public Optional<Found> at(Node last, Draft draft) {
    if (!last.op().equals(new Div()) || last.inputs().size() != 2) {
      return Optional.empty();
    }
    return inverse(last.inputs().get(1), draft)
        .map(inverse -> new Instead(new Mul(), List.of(last.inputs().get(0), inverse), Map.of()));
  }

  /** The reciprocal square root that a square root is made with. */
  private static Optional<String> inverse(String root, Draft draft) {
    return draft
        .producer(root, new Mul())
        .filter(node -> node.inputs().size() == 2)
        .flatMap(node -> inverse(node.inputs().get(0), node.inputs().get(1), draft));
  }

  private static Optional<String> inverse(String x, String inverse, Draft draft) {
    return draft
        .producer(inverse, new Rsqrt())
        .filter(node -> node.inputs().get(0).equals(x))
        .map(Node::name);
  }
}
