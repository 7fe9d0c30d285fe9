package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.Operation;
import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Op;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An operator with what a device carries out along with it.
 *
 * @param name of the node that it comes from
 * @param inputs values, in the operator's order
 * @param activation carried out on the output
 */
public record FusedOp(
    String name,
    Op op,
    List<String> inputs,
    Map<ConstantRole, LoweredConstant> constants,
    Activation activation,
    String output)
    implements LoweredOp, Operation {
  /** Copies inputs and constants. */
  public FusedOp {
    inputs = List.copyOf(inputs);
    Map<ConstantRole, LoweredConstant> ordered = new EnumMap<>(ConstantRole.class);
    ordered.putAll(constants);
    constants = Collections.unmodifiableMap(ordered);
  }

  @Override
  public Set<ConstantRole> roles() {
    return constants.keySet();
  }

  /** A constant that the operator requires. */
  public LoweredConstant constant(ConstantRole role) {
    return Objects.requireNonNull(constants.get(role), () -> name + " " + role.id());
  }

  /** A constant that may be absent. */
  public Optional<LoweredConstant> optional(ConstantRole role) {
    return Optional.ofNullable(constants.get(role));
  }

  /** Whether it multiplies by a weight. */
  public boolean weighted() {
    return op.weightAxis().isPresent();
  }

  @Override
  public <R> R map(Function<FusedOp, R> fused, Function<Convert, R> convert) {
    return fused.apply(this);
  }

  @Override
  public void dispatch(Consumer<FusedOp> fused, Consumer<Convert> convert) {
    fused.accept(this);
  }

  @Override
  public FusedOp reading(List<String> newInputs) {
    return new FusedOp(name, op, newInputs, constants, activation, output);
  }

  FusedOp giving(String newOutput) {
    return new FusedOp(name, op, inputs, constants, activation, newOutput);
  }

  FusedOp withOp(Op newOp) {
    return new FusedOp(name, newOp, inputs, constants, activation, output);
  }

  FusedOp withActivation(Activation newActivation) {
    return new FusedOp(name, op, inputs, constants, newActivation, output);
  }

  FusedOp withConstants(Map<ConstantRole, LoweredConstant> newConstants) {
    return new FusedOp(name, op, inputs, newConstants, activation, output);
  }
}
