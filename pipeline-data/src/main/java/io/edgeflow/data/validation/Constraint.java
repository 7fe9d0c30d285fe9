package io.edgeflow.data.validation;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import java.util.List;
import java.util.Optional;

/**
 * What must hold of the cells of one column. An empty cell breaks {@code notNull} alone.
 *
 * @param min smallest number allowed; may be negative infinity
 * @param max largest number allowed; may be infinity
 * @param allowed the values allowed; empty means any
 * @param unique whether no two rows may have the same value
 * @param notNull whether no cell may be empty
 * @param pattern a regular expression of RE2 that whole texts match
 * @param minLength fewest characters
 * @param maxLength most characters
 * @param share the share of the cells that must keep to each of these
 */
public record Constraint(
    double min,
    double max,
    List<String> allowed,
    boolean unique,
    boolean notNull,
    Optional<String> pattern,
    Optional<Integer> minLength,
    Optional<Integer> maxLength,
    double share) {
  /** The smallest number allowed. */
  public static final Field<Double> MIN =
      Field.number("min", null, -Float.MAX_VALUE, Float.MAX_VALUE, "smallest number allowed");

  /** The largest number allowed. */
  public static final Field<Double> MAX =
      Field.number("max", null, -Float.MAX_VALUE, Float.MAX_VALUE, "largest number allowed");

  /** The values allowed. */
  public static final Field<List<String>> ALLOWED =
      Field.texts("allowed", List.of(), List.of(), "the values allowed; numbers in quotes");

  /** Whether values may not repeat. */
  public static final Field<Boolean> UNIQUE =
      Field.flag("unique", false, "whether no two rows may have the same value");

  /** Whether cells may not be empty. */
  public static final Field<Boolean> NOT_NULL =
      Field.flag("not_null", false, "whether no cell may be empty");

  /** What whole texts match. */
  public static final Field<String> PATTERN =
      Field.text("pattern", null, "a regular expression (RE2) that whole texts match");

  /** The fewest characters. */
  public static final Field<Integer> MIN_LENGTH =
      Field.integer("min_length", null, 0, 1 << 30, "fewest characters of a text");

  /** The most characters. */
  public static final Field<Integer> MAX_LENGTH =
      Field.integer("max_length", null, 0, 1 << 30, "most characters of a text");

  /** The share of cells that must keep to it. */
  public static final Field<Double> SHARE =
      Field.number("share", 1.0, 0, 1, "the share of the cells that must keep to each of these")
          .in("ratio");

  static final FieldTable FIELDS =
      FieldTable.of(MIN, MAX, ALLOWED, UNIQUE, NOT_NULL, PATTERN, MIN_LENGTH, MAX_LENGTH, SHARE);

  /** Copies the values. */
  public Constraint {
    allowed = List.copyOf(allowed);
  }

  static Constraint from(Section section, Problems problems) {
    Constraint constraint =
        new Constraint(
            section.find(MIN).orElse(Double.NEGATIVE_INFINITY),
            section.find(MAX).orElse(Double.POSITIVE_INFINITY),
            section.get(ALLOWED),
            section.get(UNIQUE),
            section.get(NOT_NULL),
            section.find(PATTERN),
            section.find(MIN_LENGTH),
            section.find(MAX_LENGTH),
            section.get(SHARE));
    if (constraint.min > constraint.max) {
      section.refuse(problems, MIN, "is above max");
    }
    RegularExpression.check(section, PATTERN, problems);
    if (constraint.rules("").isEmpty()) {
      section.refuse(problems, MIN, "or another constraint is needed: this one holds always");
    }
    return constraint;
  }

  /** Whether there is a smallest or a largest number. */
  public boolean hasRange() {
    return Double.isFinite(min) || Double.isFinite(max);
  }

  private boolean hasLength() {
    return minLength.isPresent() || maxLength.isPresent();
  }

  /** Whether it looks at what is written, and not only at numbers. */
  boolean needsText() {
    return !allowed.isEmpty() || pattern.isPresent() || hasLength();
  }

  /** Each of its parts as a rule. */
  List<RowRule> rules(String column) {
    String where = "validation.constraints." + column;
    return List.of(
            part(notNull, column, ".not_null", RowTest.notNull(), where),
            part(hasRange(), column, ".range", RowTest.inRange(min, max), where),
            part(!allowed.isEmpty(), column, ".allowed", RowTest.inSet(allowed), where),
            part(
                pattern.isPresent(),
                column,
                ".pattern",
                RowTest.matches(pattern.orElse("")),
                where),
            part(
                hasLength(),
                column,
                ".length",
                RowTest.lengthBetween(minLength.orElse(0), maxLength.orElse(Integer.MAX_VALUE)),
                where),
            part(unique, column, ".unique", RowTest.unique(), where))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<RowRule> part(
      boolean asked, String column, String suffix, RowTest test, String where) {
    return asked
        ? Optional.of(new RowRule(column + suffix, List.of(column), test, share, where))
        : Optional.empty();
  }
}
