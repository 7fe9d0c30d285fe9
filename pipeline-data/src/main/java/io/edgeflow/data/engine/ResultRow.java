package io.edgeflow.data.engine;

import org.jspecify.annotations.Nullable;

/** One row of a query's result; columns count from 1. */
public interface ResultRow {
  /** A whole number; a missing one is an error. */
  long integer(int column);

  /** A number, NaN when missing. */
  double number(int column);

  /** A text, null when missing. */
  @Nullable String text(int column);
}
