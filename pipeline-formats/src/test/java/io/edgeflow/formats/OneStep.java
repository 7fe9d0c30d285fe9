package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.lower.LoweredGraph;
import io.edgeflow.formats.lower.Value;
import io.edgeflow.formats.quant.QuantScheme;
import io.edgeflow.formats.reference.ReferenceRuntime;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds each value of an int8 file to what plain Java makes of the file's own values before it, so
 * that a step which one kernel rounds otherwise is not counted again behind it.
 */
public final class OneStep {
  /** A little more than a step: reals are told in floats. */
  private static final double STEP = 1.001;

  /** Of the larger of 1 and the value, for floats between integers. */
  private static final double FLOAT_LIMIT = 1e-4;

  private final LoweredGraph lowered;
  private final Map<String, float[]> found;
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, Double> beyond = new TreeMap<>();

  private OneStep(LoweredGraph lowered, Map<String, float[]> found) {
    this.lowered = lowered;
    this.found = found;
  }

  /**
   * The values that are further off than a step, by how many steps; a value of floats by its
   * relative error.
   *
   * @param lowered in logical order
   * @param found what the file gives for each value, row after row in logical order; those that are
   *     missing are taken from the reference
   */
  public static Map<String, Double> beyond(
      LoweredGraph lowered, QuantScheme scheme, Tensor batch, Map<String, float[]> found) {
    OneStep step = new OneStep(lowered, found);
    try (ReferenceRuntime reference = new ReferenceRuntime(lowered, scheme)) {
      reference.run(batch, step::compare);
    }
    assertThat(step.places.keySet()).as(lowered.name()).isEqualTo(found.keySet());
    return step.beyond;
  }

  private void compare(String tensor, float[] values) {
    float[] all = found.get(tensor);
    if (all == null) {
      return;
    }
    int from = places.merge(tensor, values.length, Integer::sum) - values.length;
    Value value = lowered.value(tensor);
    for (int i = 0; i < values.length; i++) {
      float reference = values[i];
      double difference = Math.abs((double) reference - all[from + i]);
      double unit =
          value
              .quant()
              .map(q -> STEP * q.scale())
              .orElseGet(() -> FLOAT_LIMIT * Math.max(1, Math.abs(reference)));
      if (!(difference <= unit)) {
        beyond.merge(tensor, difference / unit, Math::max);
      }
      values[i] = all[from + i];
    }
  }
}
