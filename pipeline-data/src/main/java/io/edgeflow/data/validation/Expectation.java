package io.edgeflow.data.validation;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One entry of {@code data_pipeline.validation.expect}, and the rule that it is. */
public final class Expectation {
  /** What its check is called. */
  public static final Field<String> NAME =
      Field.text("name", null, "of its check; default: the kind and the columns");

  /** The column that it looks at. */
  public static final Field<String> COLUMN = Field.text("column", null, "the column");

  /** The other column of a pair. */
  public static final Field<String> OTHER =
      Field.text("other", null, "compare, correlation: the second column");

  /** How a pair is compared. */
  public static final Field<String> OPERATOR =
      Field.choice(
          "operator",
          null,
          List.of("<", "<=", "=", "!=", ">=", ">"),
          "compare: what holds between column and other");

  /** The smallest allowed. */
  public static final Field<Double> MIN =
      Field.number("min", null, -Float.MAX_VALUE, Float.MAX_VALUE, "the smallest allowed");

  /** The largest allowed. */
  public static final Field<Double> MAX =
      Field.number("max", null, -Float.MAX_VALUE, Float.MAX_VALUE, "the largest allowed");

  /** The values allowed. */
  public static final Field<List<String>> VALUES =
      Field.texts("values", List.of(), List.of(), "in_set: those allowed; numbers in quotes");

  /** What whole texts match. */
  public static final Field<String> PATTERN =
      Field.text("pattern", null, "matches: a regular expression (RE2) for whole texts");

  /** Which quantile. */
  public static final Field<Double> QUANTILE =
      Field.number("quantile", null, 0, 1, "quantile: 0.5 is the median").in("ratio");

  /** A condition in SQL. */
  public static final Field<String> SQL =
      Field.text(
          "sql",
          null,
          "sql: an expression over the columns, true where a row passes, or a query over the table"
              + " rows that gives those that do not");

  /** The share of rows that must pass. */
  public static final Field<Double> SHARE =
      Field.number("share", 1.0, 0, 1, "the share of the rows that must pass").in("ratio");

  /** What is expected. */
  public static final Field<Kind> KIND =
      Field.choice("kind", Kind.SQL, List.of(Kind.values()), Kind::id, "what is expected");

  static final FieldTable FIELDS =
      FieldTable.of(
          KIND, NAME, COLUMN, OTHER, OPERATOR, MIN, MAX, VALUES, PATTERN, QUANTILE, SQL, SHARE);

  private Expectation() {}

  /** The kinds: first those that look at each row, then those of a number of all rows. */
  public enum Kind {
    /** Cells are filled. */
    NOT_NULL,
    /** Values do not repeat. */
    UNIQUE,
    /** Numbers are within bounds. */
    IN_RANGE,
    /** Values are among some. */
    IN_SET,
    /** Texts match an expression. */
    MATCHES,
    /** Texts have so many characters. */
    LENGTH_BETWEEN,
    /** No value is below the one before it in its source. */
    INCREASING,
    /** Two columns compare. */
    COMPARE,
    /** A condition in SQL. */
    SQL,
    /** The sum. */
    SUM,
    /** The mean. */
    MEAN,
    /** The deviation of the population. */
    STDDEV,
    /** The smallest number. */
    MIN,
    /** The largest number. */
    MAX,
    /** A quantile. */
    QUANTILE,
    /** How many different values there are. */
    DISTINCT_COUNT,
    /** How many rows there are. */
    ROW_COUNT,
    /** Pearson's correlation. */
    CORRELATION;

    /** The word in the configuration. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    private boolean isOfRows() {
      return switch (this) {
        case SUM, MEAN, STDDEV, MIN, MAX, QUANTILE, DISTINCT_COUNT, ROW_COUNT, CORRELATION -> false;
        default -> true;
      };
    }

    private boolean hasBounds() {
      return !isOfRows() || this == IN_RANGE || this == LENGTH_BETWEEN;
    }

    /** The keys that it needs. */
    private List<Field<?>> keys() {
      return switch (this) {
        case ROW_COUNT -> List.of();
        case SQL -> List.of(Expectation.SQL);
        case COMPARE -> List.of(COLUMN, OTHER, OPERATOR);
        case CORRELATION -> List.of(COLUMN, OTHER);
        case IN_SET -> List.of(COLUMN, VALUES);
        case MATCHES -> List.of(COLUMN, PATTERN);
        case QUANTILE -> List.of(COLUMN, Expectation.QUANTILE);
        default -> List.of(COLUMN);
      };
    }
  }

  static Optional<Rule> from(Section section, Problems problems) {
    Kind kind = section.get(KIND);
    List<Field<?>> others =
        new ArrayList<>(List.of(COLUMN, OTHER, OPERATOR, VALUES, PATTERN, QUANTILE, SQL));
    boolean complete = true;
    for (Field<?> key : kind.keys()) {
      if (!section.isWritten(key)) {
        section.refuse(problems, key, "is needed by " + kind.id());
        complete = false;
      }
    }
    others.removeAll(kind.keys());
    others.addAll(kind.hasBounds() ? List.of() : List.of(MIN, MAX));
    others.addAll(kind.isOfRows() ? List.of() : List.of(SHARE));
    others.stream()
        .filter(section::isWritten)
        .forEach(key -> section.refuse(problems, key, "has no meaning with kind: " + kind.id()));
    if (kind.hasBounds() && section.find(MIN).isEmpty() && section.find(MAX).isEmpty()) {
      section.refuse(problems, MIN, "give min, max or both");
    }
    RegularExpression.check(section, PATTERN, problems);
    return complete ? Optional.of(rule(section, kind)) : Optional.empty();
  }

  private static Rule rule(Section section, Kind kind) {
    List<String> columns =
        Stream.of(COLUMN, OTHER).flatMap(key -> section.find(key).stream()).toList();
    String where = section.path().replaceFirst("^data_pipeline\\.", "");
    String name =
        section
            .find(NAME)
            .orElseGet(
                () ->
                    kind == Kind.SQL
                        ? where.replaceFirst("^validation\\.", "")
                        : kind.id() + "(" + String.join(", ", columns) + ")");
    if (kind == Kind.SQL) {
      return new SqlRule(name, section.get(SQL), section.get(SHARE), where);
    }
    return kind.isOfRows()
        ? new RowRule(name, columns, test(section, kind), section.get(SHARE), where)
        : figure(section, kind, name, columns, where);
  }

  private static RowTest test(Section section, Kind kind) {
    return switch (kind) {
      case NOT_NULL -> RowTest.notNull();
      case UNIQUE -> RowTest.unique();
      case IN_RANGE -> RowTest.inRange(min(section), max(section));
      case IN_SET -> RowTest.inSet(section.get(VALUES));
      case MATCHES -> RowTest.matches(section.get(PATTERN));
      case LENGTH_BETWEEN -> RowTest.lengthBetween(min(section), max(section));
      case INCREASING -> RowTest.increasing();
      case COMPARE -> RowTest.compares(section.get(OPERATOR));
      default -> throw new IllegalArgumentException(kind.id());
    };
  }

  private static Rule figure(
      Section section, Kind kind, String name, List<String> columns, String where) {
    String value =
        switch (kind) {
          case SUM -> "SUM(%1$s)";
          case MEAN -> "AVG(%1$s)";
          case STDDEV -> "STDDEV_POP(%1$s)";
          case MIN -> "MIN(%1$s)";
          case MAX -> "MAX(%1$s)";
          case QUANTILE -> "quantile_cont(CAST(%1$s AS DOUBLE), " + section.get(QUANTILE) + ")";
          case DISTINCT_COUNT -> "COUNT(DISTINCT %3$s)";
          case ROW_COUNT -> "COUNT(*)";
          case CORRELATION -> "corr(%1$s, %2$s)";
          default -> throw new IllegalArgumentException(kind.id());
        };
    String samples =
        switch (kind) {
          case ROW_COUNT -> "COUNT(*)";
          case DISTINCT_COUNT -> "COUNT(%3$s)";
          case CORRELATION -> "regr_count(%1$s, %2$s)";
          default -> "COUNT(%1$s)";
        };
    long least = kind == Kind.CORRELATION ? 3 : kind == Kind.STDDEV ? 2 : 1;
    return new FigureRule(name, columns, value, samples, least, min(section), max(section), where);
  }

  private static double min(Section section) {
    return section.find(MIN).orElse(Double.NEGATIVE_INFINITY);
  }

  private static double max(Section section) {
    return section.find(MAX).orElse(Double.POSITIVE_INFINITY);
  }
}
