package io.edgeflow.train.optimizer;

import java.util.HashMap;
import java.util.Map;

/** What a rule remembers of each weight between steps: arrays of zeros until first used. */
final class Slots {
  private final Map<String, float[]> arrays = new HashMap<>();

  /** The memory of a parameter; the array itself. */
  float[] of(String parameter, int length) {
    return arrays.computeIfAbsent(parameter, key -> new float[length]);
  }
}
