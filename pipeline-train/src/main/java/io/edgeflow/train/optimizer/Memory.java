package io.edgeflow.train.optimizer;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a rule remembers of each weight between steps: arrays of zeros until first used. */
final class Memory {
  private static final String SEPARATOR = "/";

  private final Map<String, Map<String, float[]>> slots = new HashMap<>();

  /** The memory of a parameter in a slot, such as a velocity; the array itself. */
  float[] of(String slot, String parameter, int length) {
    return slots
        .computeIfAbsent(slot, name -> new HashMap<>())
        .computeIfAbsent(parameter, name -> new float[length]);
  }

  /** The arrays themselves as {@code slot/parameter}. */
  Map<String, float[]> all() {
    Map<String, float[]> all = new TreeMap<>();
    slots.forEach(
        (slot, arrays) ->
            arrays.forEach((parameter, array) -> all.put(slot + SEPARATOR + parameter, array)));
    return all;
  }

  /** Takes over copies of what {@link #all} gave. */
  void restore(Map<String, float[]> all) {
    slots.clear();
    all.forEach(
        (name, array) -> {
          int end = name.indexOf(SEPARATOR);
          float[] own = of(name.substring(0, end), name.substring(end + 1), array.length);
          System.arraycopy(array, 0, own, 0, array.length);
        });
  }
}
