package io.edgeflow.core.dataset;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/** The rows of a pass one by one, which are read block by block. */
final class RowIterator<T> implements Iterator<T> {
  private final RowPass<T> pass;
  private final Queue<T> read = new ArrayDeque<>();
  private int next;

  RowIterator(RowPass<T> pass) {
    this.pass = pass;
  }

  @Override
  public boolean hasNext() {
    return next < pass.rows() || !read.isEmpty();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (read.isEmpty()) {
      read.addAll(pass.block(next));
      next = pass.end(next);
    }
    return read.remove();
  }
}
