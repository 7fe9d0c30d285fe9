package io.edgeflow.formats.lower;

import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** The order in which the axes of a value lie in memory, the first outermost. */
public enum MemoryLayout {
  /** As in the graph. */
  LOGICAL,
  /**
   * {@code [batch, channels, height, width]} lies as {@code [batch, height, width, channels]},
   * {@code [batch, channels, time]} as {@code [batch, time, channels]}.
   */
  CHANNELS_LAST;

  /** The logical axis at each place in memory. */
  public List<Integer> axes(int rank) {
    IntStream logical = IntStream.range(0, rank);
    if (this == LOGICAL || rank < 3) {
      return logical.boxed().toList();
    }
    return logical
        .map(place -> place == 0 ? 0 : place == rank - 1 ? 1 : place + 1)
        .boxed()
        .toList();
  }

  /** The place in memory of a logical axis. */
  public int place(int logicalAxis, int rank) {
    return axes(rank).indexOf(logicalAxis);
  }

  /** The sizes in memory for one sample. */
  public List<Integer> sizes(Shape shape) {
    int[] logical = shape.resolve(1, 1);
    return axes(logical.length).stream().map(axis -> logical[axis]).toList();
  }
}
