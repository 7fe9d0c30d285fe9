package io.edgeflow.data.preprocessing;

import io.edgeflow.core.config.Choice;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.data.table.FeatureConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is done about missing features.
 *
 * @param all what is done where nothing else is said of a column
 * @param columns what is done in some columns
 */
public record MissingConfig(Fill all, Map<String, Fill> columns) {
  /** The kinds of answers to a missing value. */
  public enum Kind {
    /** The mean of its column over the training rows. */
    MEAN,
    /** The median of its column over the training rows. */
    MEDIAN,
    /** The most frequent value of its column in the training rows; the least of several. */
    MOST_FREQUENT,
    /** A given number. */
    CONSTANT,
    /** What lies on the line between the values before and after it in a series. */
    INTERPOLATE,
    /** Its row goes to quarantine. */
    DROP,
    /** The same: the word of older configurations. */
    REJECT;

    /** The word in the configuration. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A kind.
   *
   * @param value the number of a constant; else 0
   */
  public record Fill(Kind kind, float value) {
    static final Fill MEAN = new Fill(Kind.MEAN, 0);
    static final Fill MOST_FREQUENT = new Fill(Kind.MOST_FREQUENT, 0);
    static final Fill DROP = new Fill(Kind.DROP, 0);

    boolean drops() {
      return kind == Kind.DROP || kind == Kind.REJECT;
    }
  }

  /** What is done about a missing value. */
  public static final Field<Kind> HANDLE_MISSING =
      Field.choice(
          "handle_missing",
          Kind.MEAN,
          List.of(Kind.values()),
          Kind::id,
          "mean, median, most_frequent: the column's over the training rows; constant: fill;"
              + " interpolate: of a series, linear in time; drop or reject: quarantine the row");

  /** The number of a constant. */
  public static final Field<Double> FILL =
      Field.number(
          "fill",
          null,
          -Float.MAX_VALUE,
          Float.MAX_VALUE,
          "handle_missing: constant: the number that stands for a missing one");

  /** What is done in some columns. */
  public static final Field<Map<String, Choice>> BY_COLUMN =
      Field.choiceMap(
          "handle_missing_by_column",
          List.of("mean", "median", "most_frequent", "constant", "drop"),
          "column: what is done there instead; {constant: NUMBER} for a number");

  /** Copies the map. */
  public MissingConfig {
    columns = Map.copyOf(columns);
  }

  static MissingConfig from(Section section, Set<String> texts, Problems problems) {
    Kind kind = section.get(HANDLE_MISSING);
    Map<String, Choice> written = section.get(BY_COLUMN);
    if (kind == Kind.CONSTANT && section.find(FILL).isEmpty()) {
      section.refuse(problems, FILL, "is needed with handle_missing: constant");
    }
    if (kind != Kind.CONSTANT && section.find(FILL).isPresent()) {
      section.refuse(problems, FILL, "belongs to handle_missing: constant");
    }
    if (kind == Kind.INTERPOLATE && !written.isEmpty()) {
      section.refuse(
          problems, BY_COLUMN, "has no meaning with handle_missing: interpolate, which is of all");
    }
    Map<String, Fill> columns = new TreeMap<>();
    written.forEach(
        (column, choice) -> columns.put(column, fill(section, column, choice, problems)));
    double value = section.find(FILL).orElse(0.0);
    Fill all = new Fill(kind, (float) value);
    for (String column : texts) {
      Fill fill = columns.getOrDefault(column, all.drops() ? Fill.DROP : Fill.MOST_FREQUENT);
      if (!fill.drops() && fill.kind() != Kind.MOST_FREQUENT) {
        section.refuse(
            problems,
            BY_COLUMN,
            "must be most_frequent or drop for the texts of \"" + column + '"');
      }
      columns.put(column, fill);
    }
    return new MissingConfig(all, columns);
  }

  private static Fill fill(Section section, String column, Choice choice, Problems problems) {
    Kind kind = Kind.valueOf(choice.word().toUpperCase(Locale.ROOT));
    if ((kind == Kind.CONSTANT) != choice.number().isPresent()) {
      section.refuse(
          problems,
          BY_COLUMN,
          kind == Kind.CONSTANT
              ? "needs a number: " + column + ": {constant: NUMBER}"
              : "takes no number with " + kind.id() + ", found one for \"" + column + '"');
    }
    return new Fill(kind, (float) choice.number().orElse(0));
  }

  /** What is done about a missing value of a column. */
  Fill of(String column) {
    return columns.getOrDefault(column, all);
  }

  void refuseMisfits(Section section, FeatureConfig features, Problems problems) {
    if (all.kind() == Kind.INTERPOLATE && features.kind() != FeatureKind.SERIES) {
      section.refuse(
          problems,
          HANDLE_MISSING,
          "interpolate is for series; give features.shape: [time, features]");
    }
  }

  /**
   * Checks that each column that something is said of is a feature.
   *
   * @throws PipelineException if one is not
   */
  public void requireKnown(List<String> features) {
    Set<String> unknown = new TreeSet<>(columns.keySet());
    features.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw PipelineException.config("Something is said of columns that are no features")
          .found(unknown)
          .where("data_pipeline.preprocessing.handle_missing_by_column")
          .remedy("correct the names")
          .build();
    }
  }

  /** Whether a row that lacks a value of a column goes to quarantine. */
  public boolean drops(String column) {
    return of(column).drops();
  }
}
