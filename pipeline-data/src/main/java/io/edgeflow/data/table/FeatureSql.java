package io.edgeflow.data.table;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * SQL for the features of a record, which count from 1. Where they are few, each is a column {@code
 * f1}, {@code f2}, …: expressions over columns take a third of the time of those over lists. Where
 * they are many, as in images, they are the list {@code v}: columns take memory for each.
 *
 * @param count how many features a record has
 */
public record FeatureSql(int count) {
  private static final int MOST_NARROW = 256;

  /** Whether each feature is a column. */
  public boolean isNarrow() {
    return count > 0 && count <= MOST_NARROW;
  }

  /** The stored columns as 32-bit floats, under their names. */
  public String floats() {
    return isNarrow() ? each("CAST(f%1$d AS FLOAT) AS f%1$d", ", ") : "CAST(v AS FLOAT[]) AS v";
  }

  /** The list of some columns and of the stored ones. */
  public String listAfter(String first) {
    return isNarrow() ? "[" + first + ", " + columns() + "]" : "[" + first + "] || v";
  }

  /**
   * A piece of SQL for each feature.
   *
   * @param form takes the feature's number
   */
  public String each(String form, String between) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(form::formatted)
        .collect(Collectors.joining(between));
  }

  /** The stored columns. */
  String columns() {
    return isNarrow() ? each("f%d", ", ") : "v";
  }

  /** As many nulls. */
  String nothing() {
    return isNarrow() ? each("NULL", ", ") : "NULL";
  }

  /** The same with their types. */
  String declared() {
    return isNarrow() ? each("f%d DOUBLE", ", ") : "v DOUBLE[]";
  }

  /** A number that is equal for features that are equal as 32-bit floats. */
  String twin() {
    return isNarrow()
        ? "hash(" + each("CAST(f%d AS FLOAT)", ", ") + ")"
        : "hash(CAST(v AS FLOAT[]))";
  }

  /** What {@code v} is of the stored columns. */
  String view() {
    return isNarrow() ? ", CASE WHEN fault IS NULL THEN [" + columns() + "] END AS v" : "";
  }
}
