package io.edgeflow.formats.read;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.read.FoldedTensor.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;

/** Folds what takes parts of a tensor. */
final class FoldSlices {
  private final Folding folding;

  FoldSlices(Folding folding) {
    this.folding = folding;
  }

  FoldedTensor slice(FoldedTensor x, long[] starts, long[] ends, int[] axes, long[] steps) {
    if (starts.length != ends.length
        || starts.length != axes.length
        || starts.length != steps.length) {
      throw Folding.refused(
          "A slice has not as many starts, ends, axes and steps",
          List.of(starts.length, ends.length, axes.length, steps.length));
    }
    long[] dims = x.dims();
    int[] stored = x.stored().dims();
    int[] strides = Cursor.strides(stored);
    int first = 0;
    for (int i = 0; i < axes.length; i++) {
      int axis = Folding.axis(axes[i], x.rank());
      Span span = Span.of(starts[i], ends[i], steps[i], dims[axis]);
      if (!x.repeats(axis)) {
        first += (int) span.start() * strides[axis];
        strides[axis] *= (int) span.step();
        stored[axis] = (int) span.count();
      } else if (span.count() == 0) {
        stored[axis] = 0;
      }
      dims[axis] = span.count();
    }
    return folding.copy(x, dims, stored, new Cursor(stored, strides, first));
  }

  List<FoldedTensor> split(FoldedTensor x, int axis, long... sizes) {
    int along = Folding.axis(axis, x.rank());
    List<FoldedTensor> parts = new ArrayList<>();
    long from = 0;
    for (long size : sizes) {
      if (size < 0 || size > x.dim(along) - from) {
        throw split(x, sizes);
      }
      parts.add(
          slice(x, new long[] {from}, new long[] {from + size}, new int[] {along}, new long[] {1}));
      from += size;
    }
    if (from != x.dim(along)) {
      throw split(x, sizes);
    }
    return parts;
  }

  private static PipelineException split(FoldedTensor x, long... sizes) {
    return Folding.refused("The parts of a split do not make up " + x, Arrays.toString(sizes));
  }

  FoldedTensor gather(FoldedTensor x, FoldedTensor places, int axis) {
    if (places.kind() != Kind.INT) {
      throw Folding.refused("Places are no whole numbers", places);
    }
    int along = Folding.axis(axis, x.rank());
    long[] wanted = folding.full(places).toLongs();
    int[] from = x.stored().dims();
    int[] at = new int[wanted.length];
    for (int i = 0; i < at.length; i++) {
      long place = wanted[i] < 0 ? wanted[i] + x.dim(along) : wanted[i];
      if (place < 0 || place >= x.dim(along)) {
        throw PipelineException.failed("A constant has no such place")
            .found(wanted[i])
            .limit(x.dim(along) + " places")
            .build();
      }
      at[i] = from[along] == 1 ? 0 : (int) place;
    }
    int inner = 1;
    for (int i = along + 1; i < from.length; i++) {
      inner *= from[i];
    }
    return folding.copy(
        x,
        joined(x.dims(), along, places.dims()),
        narrow(joined(wide(from), along, places.dims())),
        new Places(at, inner, from[along]));
  }

  private static long[] joined(long[] dims, int axis, long... places) {
    long[] joined = new long[dims.length - 1 + places.length];
    System.arraycopy(dims, 0, joined, 0, axis);
    System.arraycopy(places, 0, joined, axis, places.length);
    System.arraycopy(dims, axis + 1, joined, axis + places.length, dims.length - 1 - axis);
    return joined;
  }

  private static long[] wide(int... sizes) {
    return Arrays.stream(sizes).asLongStream().toArray();
  }

  private static int[] narrow(long... sizes) {
    return Arrays.stream(sizes).mapToInt(Folding::small).toArray();
  }

  /** Where a slice begins, how it goes on and how many places it has. */
  private record Span(long start, long step, long count) {
    static Span of(long start, long end, long step, long size) {
      if (step == 0) {
        throw PipelineException.failed("A slice has a step of zero").build();
      }
      long least = step > 0 ? 0 : -1;
      long most = step > 0 ? size : size - 1;
      long from = Math.min(Math.max(start < 0 ? start + size : start, least), most);
      long to = Math.min(Math.max(end < 0 ? end + size : end, least), most);
      long count = step > 0 ? ceil(to - from, step) : ceil(from - to, -Math.max(step, -size - 1));
      return count <= 0 ? new Span(0, 1, 0) : new Span(from, count == 1 ? 1 : step, count);
    }

    private static long ceil(long distance, long step) {
      return distance <= 0 ? 0 : (distance - 1) / step + 1;
    }
  }

  /** Walks over the places that a gather takes. */
  private static final class Places implements IntSupplier {
    private final int[] at;
    private final int inner;
    private final int along;
    private int outerCount;
    private int count;
    private int innerCount;

    Places(int[] at, int inner, int along) {
      this.at = at;
      this.inner = inner;
      this.along = along;
    }

    @Override
    public int getAsInt() {
      int place = (outerCount * along + at[count]) * inner + innerCount;
      if (++innerCount == inner) {
        innerCount = 0;
        if (++count == at.length) {
          count = 0;
          outerCount++;
        }
      }
      return place;
    }
  }
}
