package io.edgeflow.data.augmentation;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;

/** A kind of augmentation with one key, {@code factor}, which each kind means in its own way. */
abstract class FactorProvider implements AugmentationProvider {
  private final String id;
  private final String description;
  private final FieldTable fields;
  private final Field<Double> factor;

  FactorProvider(String id, String description, FieldTable fields, Field<Double> factor) {
    this.id = id;
    this.description = description;
    this.fields = fields;
    this.factor = factor;
  }

  static Field<Double> factor(double max, String unit, String doc) {
    return Field.number("factor", null, 0, max, doc).in(unit).mandatory();
  }

  /** Refuses what the field would. */
  static void check(Field<Double> field, double factor) {
    if (!(factor >= field.min() && factor <= field.max())) {
      throw new IllegalArgumentException(
          "A factor of " + factor + ", not from " + field.min() + " to " + field.max());
    }
  }

  /** The change by a factor, which is in its range. */
  abstract Augmentation change(double value);

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final String description() {
    return description;
  }

  @Override
  public final FieldTable fields() {
    return fields;
  }

  @Override
  public final Augmentation augmentation(Section entry, Problems problems) {
    return change(entry.get(factor));
  }
}
