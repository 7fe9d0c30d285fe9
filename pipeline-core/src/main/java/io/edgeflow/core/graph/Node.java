package io.edgeflow.core.graph;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Op;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One operator applied to named tensors and constants.
 *
 * @param name unique among nodes; also the name of its output tensor
 * @param inputs the data tensors, in the operator's order
 * @param constants the names of its constants by role
 */
public record Node(String name, Op op, List<String> inputs, Map<ConstantRole, String> constants)
    implements Operation {
  /** Copies inputs and constants. */
  public Node {
    inputs = List.copyOf(inputs);
    Map<ConstantRole, String> ordered = new EnumMap<>(ConstantRole.class);
    ordered.putAll(constants);
    constants = Collections.unmodifiableMap(ordered);
    if (name.isBlank() || inputs.isEmpty()) {
      throw new IllegalArgumentException("A node needs a name and an input: " + name);
    }
  }

  /** The output tensor's name: a node has one output, named as the node. */
  @Override
  public String output() {
    return name;
  }

  @Override
  @JsonIgnore
  public Set<ConstantRole> roles() {
    return constants.keySet();
  }

  /** The name of a constant that the operator requires. */
  public String constant(ConstantRole role) {
    return Objects.requireNonNull(constants.get(role), () -> name + " " + role.id());
  }

  /** The name of a constant that may be absent. */
  public Optional<String> optional(ConstantRole role) {
    return Optional.ofNullable(constants.get(role));
  }
}
