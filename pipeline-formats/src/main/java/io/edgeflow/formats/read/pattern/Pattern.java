package io.edgeflow.formats.read.pattern;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Op;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A way of spelling an operator out, looked for from its last node backwards. */
@FunctionalInterface
interface Pattern {
  /** What the last node gives, told in another way; empty if this is not the pattern. */
  Optional<Found> at(Node last, Draft draft);

  /** What takes the place of a node. */
  sealed interface Found {}

  /**
   * Another node of the same name.
   *
   * @param constants its own
   */
  record Instead(Op op, List<String> inputs, Map<ConstantRole, Constant> constants)
      implements Found {
    static Found of(Op op, String input) {
      return new Instead(op, List.of(input), Map.of());
    }
  }

  /** A tensor that is there already. */
  record Same(String tensor) implements Found {}
}
