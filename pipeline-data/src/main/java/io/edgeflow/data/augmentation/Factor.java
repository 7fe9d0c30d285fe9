package io.edgeflow.data.augmentation;

import io.edgeflow.core.config.Field;

/** The key {@code factor}, which each augmentation that has it means in its own way. */
final class Factor {
  private Factor() {}

  static Field<Double> field(double max, String unit, String doc) {
    return Field.number("factor", null, 0, max, doc).in(unit).mandatory();
  }

  /** Refuses what the field would. */
  static void check(Field<Double> field, double factor) {
    if (!(factor >= field.min() && factor <= field.max())) {
      throw new IllegalArgumentException(
          "A factor of " + factor + ", not from " + field.min() + " to " + field.max());
    }
  }
}
