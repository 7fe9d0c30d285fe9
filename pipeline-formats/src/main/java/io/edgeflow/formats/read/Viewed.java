package io.edgeflow.formats.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A tensor of the file as a view of one of the graph's, so that nothing is moved where only the
 * order of axes is told differently. The graph's axis 0 is the batch, wherever the file has it.
 *
 * <pre>{@code
 * [0] [2] [3] [1]     a file's [batch, height, width, channels] of an image of the graph
 * [1] [0, 2] [3]      a file's [time, batch · heads, features] of [batch, time, heads, features]
 * [1] [2]             a file without a batch
 * }</pre>
 *
 * @param tensor the graph's
 * @param axes for each axis of the file's the axes of the graph's that it is the row-major product
 *     of; none for one of size 1. Axes of the graph's that are not named are of size 1 (or the
 *     batch, of a file that has none).
 */
public record Viewed(String tensor, List<List<Integer>> axes) {
  /** Copies the axes. */
  public Viewed {
    axes = axes.stream().map(List::copyOf).toList();
  }

  /** A view without a difference. */
  static Viewed plain(String tensor, int rank) {
    return new Viewed(tensor, IntStream.range(0, rank).mapToObj(List::of).toList());
  }

  /** The number of the file's axes. */
  public int rank() {
    return axes.size();
  }

  /** The same axes of another tensor of the graph: of what is computed place by place. */
  public Viewed on(String other) {
    return new Viewed(other, axes);
  }

  /** The file's axis {@code i} becomes what its axis {@code order[i]} was. */
  public Viewed permuted(int... order) {
    return new Viewed(tensor, Arrays.stream(order).mapToObj(axes::get).toList());
  }

  /** With a new axis of size 1. */
  public Viewed withUnit(int at) {
    List<List<Integer>> more = new ArrayList<>(axes);
    more.add(at, List.of());
    return new Viewed(tensor, more);
  }

  /** With axes of size 1 in front, up to a rank. */
  public Viewed ofRank(int rank) {
    List<List<Integer>> more =
        new ArrayList<>(Collections.nCopies(Math.max(0, rank - rank()), List.of()));
    more.addAll(axes);
    return new Viewed(tensor, more);
  }

  /** Without an axis, which is of size 1. */
  public Viewed without(int axis) {
    List<List<Integer>> fewer = new ArrayList<>(axes);
    fewer.remove(axis);
    return new Viewed(tensor, fewer);
  }

  /** The file's axis that is the batch or a product with it; -1 for a file without one. */
  public int batchAxis() {
    return IntStream.range(0, rank())
        .filter(axis -> axes.get(axis).contains(0))
        .findFirst()
        .orElse(-1);
  }
}
