package io.edgeflow.core.graph.op;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * One step of an elementwise operator that is spelled out in simpler ones.
 *
 * @param reads 0 for the operator's own input, else the number of an earlier step, counted from 1
 * @param operand the number that is the second operand, if it has one
 * @param value what the step gives for a value of the operator's input, a non-decreasing function:
 *     the ends of the input's range lead to those of the step's; empty for steps that are computed
 *     in floats only, and for the last, whose range is the operator's
 */
public record Part(
    Op op, List<Integer> reads, Optional<Float> operand, Optional<DoubleUnaryOperator> value) {
  /** Copies what it reads. */
  public Part {
    reads = List.copyOf(reads);
  }

  /** A step that reads the input or earlier steps. */
  static Part of(Op op, Integer... reads) {
    return new Part(op, List.of(reads), Optional.empty(), Optional.empty());
  }

  /** A step with a number as its second operand. */
  static Part with(Op op, int reads, double operand) {
    return new Part(op, List.of(reads), Optional.of((float) operand), Optional.empty());
  }

  /** The same step with what it gives for a value of the operator's input. */
  Part giving(DoubleUnaryOperator newValue) {
    return new Part(op, reads, operand, Optional.of(newValue));
  }
}
