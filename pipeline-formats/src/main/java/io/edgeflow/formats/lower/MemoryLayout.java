package io.edgeflow.formats.lower;

import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** The order in which the axes of a value lie in memory, the first outermost. */
public enum MemoryLayout {
  /** As in the graph. */
  LOGICAL,
  /** {@code [batch, channels, height, width]} lies as {@code [batch, height, width, channels]}. */
  CHANNELS_LAST;

  private static final List<Integer> NHWC = List.of(0, 2, 3, 1);

  /** The logical axis at each place in memory. */
  public List<Integer> axes(int rank) {
    return this == CHANNELS_LAST ? NHWC : IntStream.range(0, rank).boxed().toList();
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
