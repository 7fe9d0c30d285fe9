package io.edgeflow.data.quality;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import java.util.List;

/**
 * The values that some columns may have.
 *
 * @param columns feature columns; empty means all
 * @param min smallest value allowed; may be negative infinity
 * @param max largest value allowed; may be infinity
 */
public record DeclaredRange(List<String> columns, double min, double max) {
  /** The feature columns that it is for. */
  public static final Field<List<String>> COLUMNS =
      Field.texts("columns", List.of(), List.of(), "feature columns; default: all");

  /** The smallest value allowed. */
  public static final Field<Double> MIN =
      Field.number("min", null, -Float.MAX_VALUE, Float.MAX_VALUE, "smallest value allowed");

  /** The largest value allowed. */
  public static final Field<Double> MAX =
      Field.number("max", null, -Float.MAX_VALUE, Float.MAX_VALUE, "largest value allowed");

  /** The keys of one entry of {@code data_pipeline.quality.ranges}. */
  public static final FieldTable FIELDS = FieldTable.of(COLUMNS, MIN, MAX);

  /** Copies the columns and checks the order. */
  public DeclaredRange {
    columns = List.copyOf(columns);
    if (!(min <= max)) {
      throw new IllegalArgumentException("Not a range: " + min + " to " + max);
    }
  }

  static List<DeclaredRange> from(Section entry, Problems problems) {
    double min = entry.find(MIN).orElse(Double.NEGATIVE_INFINITY);
    double max = entry.find(MAX).orElse(Double.POSITIVE_INFINITY);
    if (Double.isInfinite(min) && Double.isInfinite(max)) {
      entry.refuse(problems, MIN, "give min, max or both");
    }
    if (min > max) {
      entry.refuse(problems, MIN, "is above max");
      return List.of();
    }
    return List.of(new DeclaredRange(entry.get(COLUMNS), min, max));
  }

  boolean covers(String column) {
    return columns.isEmpty() || columns.contains(column);
  }
}
