package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Operands;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an operator reads on one sample.
 *
 * @param shapes of inputs and constants
 * @param output its shape
 * @param inputs in logical order
 * @param constants in the graph's order
 */
record ReferenceCall(
    Operands shapes, Shape output, List<float[]> inputs, Map<ConstantRole, float[]> constants) {

  /** The first input. */
  float[] x() {
    return inputs.get(0);
  }

  /** The first input's shape. */
  Shape in() {
    return shapes.first();
  }

  /** The second operand: an input or a constant. */
  float[] second() {
    return inputs.size() > 1 ? inputs.get(1) : constant(ConstantRole.OPERAND);
  }

  Shape secondShape() {
    return inputs.size() > 1 ? shapes.data().get(1) : shapes.constant(ConstantRole.OPERAND);
  }

  float[] constant(ConstantRole role) {
    return Objects.requireNonNull(constants.get(role), role.id());
  }

  /** The bias; zeros where there is none. */
  float[] bias(int size) {
    return constants.getOrDefault(ConstantRole.BIAS, new float[size]);
  }
}
