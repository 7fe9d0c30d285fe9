package io.edgeflow.formats.quant;

import io.edgeflow.core.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The integers of a file that was read, so that a file written anew has the same ones.
 *
 * @param values scale and zero point by tensor of the graph
 * @param constants integers and scales by constant of the graph
 */
public record GivenQuantization(
    Map<String, QuantParams> values, Map<String, GivenConstant> constants) {
  /** Of a model in floats. */
  public static final GivenQuantization NONE = new GivenQuantization(Map.of(), Map.of());

  /** Copies both. */
  public GivenQuantization {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
  }

  /**
   * A constant in integers.
   *
   * @param integers INT8, or INT32 of a bias, of the graph's constant's shape
   * @param scales one for all, or one for each place of the first axis
   */
  public record GivenConstant(Tensor integers, Tensor scales) {}
}
