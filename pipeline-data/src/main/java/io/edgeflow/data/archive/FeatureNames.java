package io.edgeflow.data.archive;

import java.util.ArrayList;
import java.util.List;

/** Names for features that have none. */
final class FeatureNames {
  private static final List<List<String>> AXES =
      List.of(List.of("v"), List.of("t", "c"), List.of("y", "x", "c"));

  private FeatureNames() {}

  /**
   * {@code y0x0c0}, {@code y0x0c1}, … of images, {@code t0c0}, … of series, {@code v0}, … of
   * vectors.
   */
  static List<String> of(List<Integer> shape) {
    List<String> names = List.of("");
    for (int axis = 0; axis < shape.size(); axis++) {
      String letter = AXES.get(shape.size() - 1).get(axis);
      List<String> longer = new ArrayList<>(names.size() * shape.get(axis));
      for (String name : names) {
        for (int i = 0; i < shape.get(axis); i++) {
          longer.add(name + letter + i);
        }
      }
      names = longer;
    }
    return names;
  }
}
