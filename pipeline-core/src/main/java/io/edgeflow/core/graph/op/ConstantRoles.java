package io.edgeflow.core.graph.op;

import java.util.List;

/**
 * The constants that an operator reads.
 *
 * @param required in the operator's order
 * @param optional may be absent
 */
public record ConstantRoles(List<ConstantRole> required, List<ConstantRole> optional) {
  /** No constants. */
  public static final ConstantRoles NONE = new ConstantRoles(List.of(), List.of());

  /** Copies both. */
  public ConstantRoles {
    required = List.copyOf(required);
    optional = List.copyOf(optional);
  }

  /** Required constants only. */
  public static ConstantRoles of(ConstantRole... required) {
    return new ConstantRoles(List.of(required), List.of());
  }

  /** Whether a constant of this role may be given. */
  public boolean allow(ConstantRole role) {
    return required.contains(role) || optional.contains(role);
  }
}
