package io.edgeflow.data.engine;

import java.util.List;

/** Fills a table, much faster than statements do; its rows are there once this is closed. */
public interface RowAppender extends AutoCloseable {
  /**
   * Appends a row, one value a column.
   *
   * @param texts each empty for null
   * @param values empty for null
   */
  void row(long number, List<String> texts, double[] values);

  /**
   * Appends a row of a whole number, texts, a list of 16-bit integers and another whole number.
   *
   * @param texts each empty for null
   * @param values empty for null
   */
  void row(long number, List<String> texts, short[] values, long last);

  /**
   * Appends a row of a whole number, texts and another whole number.
   *
   * @param texts each empty for null
   */
  void row(long number, List<String> texts, long last);

  /** Appends a row of a whole number alone. */
  void row(long number);

  @Override
  void close();
}
