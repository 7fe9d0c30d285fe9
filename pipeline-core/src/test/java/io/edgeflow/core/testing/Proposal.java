package io.edgeflow.core.testing;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Op;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An operator, what it would read, and the sizes of its constants. */
record Proposal(Op op, List<String> inputs, Map<ConstantRole, List<Integer>> constants) {
  Proposal {
    inputs = List.copyOf(inputs);
    Map<ConstantRole, List<Integer>> ordered = new EnumMap<>(ConstantRole.class);
    ordered.putAll(constants);
    constants = Collections.unmodifiableMap(ordered);
  }

  Proposal(Op op, List<String> inputs) {
    this(op, inputs, Map.of());
  }
}
