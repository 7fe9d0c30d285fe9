package io.edgeflow.core.dataset;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.UnaryOperator;

/** All rows of a column in order. Files are opened for some rows at a time, so nothing is left. */
final class RowIterator implements Iterator<float[]> {
  private static final int BLOCK_BYTES = 1 << 20;

  private final Column column;
  private final int rows;
  private final UnaryOperator<float[]> change;
  private final Queue<float[]> read = new ArrayDeque<>();
  private int next;

  RowIterator(Column column, int rows, UnaryOperator<float[]> change) {
    this.column = column;
    this.rows = rows;
    this.change = change;
  }

  @Override
  public boolean hasNext() {
    return next < rows || !read.isEmpty();
  }

  @Override
  public float[] next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (read.isEmpty()) {
      readOn();
    }
    return change.apply(read.remove());
  }

  private void readOn() {
    int end = (int) Math.min(rows, next + 1L + BLOCK_BYTES / column.rowBytes());
    try (RowReader reader = new RowReader(column)) {
      for (; next < end; next++) {
        read.add(reader.read(next));
      }
    }
  }
}
