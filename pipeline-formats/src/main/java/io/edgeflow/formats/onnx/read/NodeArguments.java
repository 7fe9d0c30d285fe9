package io.edgeflow.formats.onnx.read;

import io.edgeflow.formats.read.Folding;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What operators are told in other ways from opset to opset: as attributes, then as inputs. */
final class NodeArguments {
  private NodeArguments() {}

  /** Axes as the attribute {@code axes} or as an input, none negative; empty if left out. */
  static Optional<int[]> axes(NodeCall call, int input, int rank) {
    Optional<long[]> given =
        call.node()
            .numbers("axes")
            .map(axes -> axes.stream().mapToLong(Integer::longValue).toArray())
            .or(() -> call.has(input) ? Optional.of(call.longs(input)) : Optional.empty());
    return given.map(
        axes -> Arrays.stream(axes).mapToInt(axis -> Folding.axis(axis, rank)).toArray());
  }

  /** The places of new axes in the result, as the attribute {@code axes} or as an input. */
  static int[] newAxes(NodeCall call, int rank) {
    int count = call.node().numbers("axes").map(List::size).orElseGet(() -> call.longs(1).length);
    return axes(call, 1, rank + count).orElse(new int[0]);
  }

  /** The attribute {@code axis}, not negative. */
  static int axis(NodeCall call, int otherwise, int rank) {
    return Folding.axis(call.node().number("axis", otherwise), rank);
  }

  /** The attribute {@code perm}, or all axes the other way round. */
  static int[] permutation(NodeCall call, int rank) {
    int[] order =
        call.node()
            .numbers("perm")
            .map(perm -> perm.stream().mapToInt(Integer::intValue).toArray())
            .orElseGet(() -> IntStream.range(0, rank).map(axis -> rank - 1 - axis).toArray());
    if (!Arrays.equals(
        Arrays.stream(order).sorted().toArray(), IntStream.range(0, rank).toArray())) {
      throw call.node().refusal("Not an order of " + rank + " axes", Arrays.toString(order));
    }
    return order;
  }

  /** The sizes that a Reshape asks for: 0 stands for the size that was there, -1 for the rest. */
  static long[] reshape(NodeCall call, long[] old) {
    boolean zeroIsZero = call.node().flag("allowzero", false);
    return Folding.sizes(old, call.longs(1), zeroIsZero);
  }

  /** The sizes of the parts that a Split gives. */
  static long[] parts(NodeCall call, long size) {
    OnnxNode node = call.node();
    Optional<long[]> given =
        node.numbers("split")
            .map(sizes -> sizes.stream().mapToLong(Integer::longValue).toArray())
            .or(() -> call.has(1) ? Optional.of(call.longs(1)) : Optional.empty());
    int count = node.number("num_outputs", node.outputs().size());
    if (count < 1 || count != node.outputs().size()) {
      throw node.refusal("A Split into another number of parts than outputs", count);
    }
    long[] sizes = given.orElseGet(() -> equal(size, count));
    boolean fits = sizes.length == count && Arrays.stream(sizes).allMatch(part -> part >= 1);
    if (!fits || Arrays.stream(sizes).sum() != size) {
      throw node.refusal("The parts of a Split are not the whole", Arrays.toString(sizes));
    }
    return sizes;
  }

  /** As many equal parts, the last one smaller where they do not go up. */
  private static long[] equal(long size, int count) {
    long part = (size + count - 1) / count;
    long[] sizes = new long[count];
    Arrays.fill(sizes, part);
    sizes[count - 1] = size - part * (count - 1);
    return sizes;
  }

  /** Where a Slice begins and ends along which axes, and its steps. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Slices(long[] starts, long[] ends, int[] axes, long[] steps) {
    static Slices of(NodeCall call, int rank) {
      long[] starts = call.longs(1);
      long[] ends = call.longs(2);
      int[] axes =
          call.has(3)
              ? Arrays.stream(call.longs(3)).mapToInt(axis -> Folding.axis(axis, rank)).toArray()
              : IntStream.range(0, starts.length).toArray();
      long[] steps =
          call.has(4) ? call.longs(4) : LongStream.generate(() -> 1).limit(starts.length).toArray();
      boolean fits =
          starts.length == ends.length
              && starts.length == axes.length
              && starts.length == steps.length
              && Arrays.stream(axes).distinct().count() == axes.length
              && Arrays.stream(axes).allMatch(axis -> axis < rank);
      if (!fits) {
        throw call.node().refusal("The ends, axes and steps of a Slice are not as many", rank);
      }
      return new Slices(starts, ends, axes, steps);
    }
  }
}
