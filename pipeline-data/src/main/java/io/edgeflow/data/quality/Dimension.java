package io.edgeflow.data.quality;

import io.edgeflow.core.config.Field;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The five dimensions of data quality; {@link DataQualityChecker} holds their formulas. */
public enum Dimension {
  /** Are the cells filled? */
  COMPLETENESS(
      0.95,
      "non-empty cells / expected cells",
      "find out why the sources leave cells empty, or mend the rows"),
  /** Do the rows agree with themselves and with each other? */
  CONSISTENCY(
      0.90,
      "rows without contradiction / rows",
      "mend rows with a wrong number of columns and equal rows with different labels"),
  /** Are the values plausible? */
  ACCURACY(
      0.95,
      "rows with plausible values / rows",
      "look at the values far from all others, or declare quality.ranges"),
  /** Are the rows recent? */
  TIMELINESS(
      0.90,
      "recent rows / rows",
      "collect newer rows, or declare quality.not_applicable.timeliness with a reason"),
  /** Do the cells have the declared form? */
  VALIDITY(
      0.95,
      "well-formed cells / non-empty cells",
      "mend the cells that the quarantine file lists, or correct quality.ranges");

  private final Field<Double> threshold;
  private final String remedy;

  Dimension(double threshold, String formula, String remedy) {
    this.threshold = Field.number(id(), threshold, 0, 1, formula).in("ratio");
    this.remedy = remedy;
  }

  /** The name in the configuration, in metrics and in the gate. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The key of the least value that passes, in {@code data_pipeline.quality.thresholds}. */
  public Field<Double> threshold() {
    return threshold;
  }

  String remedy() {
    return remedy;
  }

  static Optional<Dimension> of(String id) {
    return Stream.of(values()).filter(d -> d.id().equals(id)).findFirst();
  }
}
