package io.edgeflow.core.dataset;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.IntUnaryOperator;

/** Rows of a column in order. Files are opened for some rows at a time, so nothing is left. */
final class RowIterator<T> implements Iterator<T> {
  private static final int BLOCK_BYTES = 1 << 20;

  private final Column column;
  private final int rows;
  private final IntUnaryOperator place;
  private final Read<T> what;
  private final Queue<T> read = new ArrayDeque<>();
  private int next;

  /** Reads a row. */
  @FunctionalInterface
  interface Read<T> {
    /** What is wanted of it. */
    T of(RowReader reader, int row);
  }

  /**
   * Starts at the first.
   *
   * @param rows how many there are
   * @param place where each lies
   */
  RowIterator(Column column, int rows, IntUnaryOperator place, Read<T> what) {
    this.column = column;
    this.rows = rows;
    this.place = place;
    this.what = what;
  }

  @Override
  public boolean hasNext() {
    return next < rows || !read.isEmpty();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (read.isEmpty()) {
      readOn();
    }
    return read.remove();
  }

  private void readOn() {
    int end = (int) Math.min(rows, next + 1L + BLOCK_BYTES / column.rowBytes());
    try (RowReader reader = new RowReader(column)) {
      for (; next < end; next++) {
        read.add(what.of(reader, place.applyAsInt(next)));
      }
    }
  }
}
