package io.edgeflow.formats;

import io.edgeflow.core.tensor.Tensor;
import java.util.List;

/**
 * One operation of an 8-bit file with all the numbers that belong to it, without names: two files
 * hold the same when their operations are equal in some order.
 *
 * @param kind the format's name or number of the operator
 */
public record QuantizedOperation(String kind, List<Operand> inputs, Operand output) {
  /**
   * A tensor that it reads or gives.
   *
   * @param scales none for floats
   * @param content the values of a constant
   */
  public record Operand(List<Float> scales, List<Long> zeroPoints, List<Tensor> content) {}
}
