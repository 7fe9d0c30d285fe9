package io.edgeflow.data.quality;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The five dimensions of data quality; {@link DataQualityChecker} holds their formulas. */
public enum Dimension {
  /** Are the cells filled? */
  COMPLETENESS("find out why the sources leave cells empty, or mend the rows"),
  /** Do the rows agree with themselves and with each other? */
  CONSISTENCY("mend rows with a wrong number of columns and equal rows with different labels"),
  /** Are the values plausible? */
  ACCURACY("look at the values far from all others, or declare quality.ranges"),
  /** Are the rows recent? */
  TIMELINESS("collect newer rows, or declare quality.not_applicable.timeliness with a reason"),
  /** Do the cells have the declared form? */
  VALIDITY("mend the cells that the quarantine file lists, or correct quality.ranges");

  private final String remedy;

  Dimension(String remedy) {
    this.remedy = remedy;
  }

  /** The name in the configuration, in metrics and in the gate. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String remedy() {
    return remedy;
  }

  static Optional<Dimension> of(String id) {
    return Stream.of(values()).filter(d -> d.id().equals(id)).findFirst();
  }
}
