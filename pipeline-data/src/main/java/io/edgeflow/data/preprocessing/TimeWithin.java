package io.edgeflow.data.preprocessing;

import java.util.Optional;

/**
 * What is cut into splits at times of its own.
 *
 * @param word as in the configuration: {@code all}, {@code source}, or else the name of a column
 */
public record TimeWithin(String word) {
  /** All rows together. */
  public static final TimeWithin ALL = new TimeWithin("all");

  /** The rows of each source. */
  public static final TimeWithin SOURCE = new TimeWithin("source");

  /** Where rows with equal cells of a column are cut by themselves: that column. */
  public Optional<String> column() {
    return equals(ALL) || equals(SOURCE) ? Optional.empty() : Optional.of(word);
  }

  /** The SQL column whose equal cells are cut by themselves; empty for none. */
  Optional<String> scope() {
    return equals(ALL) ? Optional.empty() : Optional.of(equals(SOURCE) ? "source" : "grp");
  }
}
