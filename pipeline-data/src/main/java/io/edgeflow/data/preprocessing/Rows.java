package io.edgeflow.data.preprocessing;

import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/** Rows that are read again each time they are iterated over. */
final class Rows {
  private Rows() {}

  /**
   * The rows as a function gives them, which may change a row in place only when {@code rows} gives
   * copies.
   */
  static Iterable<float[]> mapped(Iterable<float[]> rows, UnaryOperator<float[]> each) {
    return () -> StreamSupport.stream(rows.spliterator(), false).map(each).iterator();
  }
}
