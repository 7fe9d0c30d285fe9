package io.edgeflow.formats.read;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.FoldedTensor.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Folds what puts tensors together or draws them from a few numbers. */
final class FoldJoin {
  private final Folding folding;

  FoldJoin(Folding folding) {
    this.folding = folding;
  }

  FoldedTensor concat(int axis, List<FoldedTensor> given) {
    FoldedTensor first = given.get(0);
    int along = Folding.axis(axis, first.rank());
    List<FoldedTensor> parts = alike(along, given);
    long[] dims = first.dims();
    int[] stored = parts.get(0).stored().dims();
    dims[along] = parts.stream().mapToLong(part -> part.dim(along)).sum();
    stored[along] = Folding.small(dims[along]);
    int width = parts.get(0).stored().type().bytes();
    int count = folding.claim(stored);
    ByteBuffer bytes = Folding.bytes(count, width);
    int outer = 1;
    for (int i = 0; i < along; i++) {
      outer *= stored[i];
    }
    for (int i = 0; i < outer && count > 0; i++) {
      for (FoldedTensor part : parts) {
        ByteBuffer from = part.stored().bytes();
        int length = from.remaining() / outer;
        bytes.put(from.slice(i * length, length));
      }
    }
    return FoldedTensor.of(dims, Tensor.wrap(parts.get(0).stored().type(), stored, bytes.flip()));
  }

  /** The parts with elements of one width, stored along the same axes. */
  private List<FoldedTensor> alike(int along, List<FoldedTensor> parts) {
    FoldedTensor first = parts.get(0);
    boolean[] full = new boolean[first.rank()];
    full[along] = true;
    boolean oneType = true;
    for (FoldedTensor part : parts) {
      if (part.kind() != first.kind() || !sameBeside(along, first.dims(), part.dims())) {
        throw Folding.refused("Tensors that are joined along axis " + along + " differ", parts);
      }
      oneType &= part.stored().type() == first.stored().type();
      for (int axis = 0; axis < full.length; axis++) {
        full[axis] |= part.stored().dim(axis) != 1;
      }
    }
    boolean same = oneType;
    FoldElements elements = new FoldElements(folding);
    return parts.stream()
        .map(part -> same ? part : elements.cast(part, part.kind()))
        .map(part -> new FoldViews(folding).filled(part, full))
        .toList();
  }

  private static boolean sameBeside(int along, long[] a, long[] b) {
    long[] one = a.clone();
    long[] other = b.clone();
    if (one.length == other.length) {
      one[along] = 0;
      other[along] = 0;
    }
    return Arrays.equals(one, other);
  }

  FoldedTensor range(FoldedTensor start, FoldedTensor limit, FoldedTensor step) {
    for (FoldedTensor each : List.of(start, limit, step)) {
      if (each.size() != 1) {
        throw Folding.refused("A range goes from, to or by more than one number", each);
      }
    }
    double from = start.elements().number(0);
    double by = step.elements().number(0);
    double count = Math.max(Math.ceil((limit.elements().number(0) - from) / by), 0);
    if (!(count <= Folding.GENERATED)) {
      throw PipelineException.failed("A range of the file grows too large")
          .found(count)
          .limit(Folding.GENERATED + " elements")
          .build();
    }
    Elements values = (Elements.Floats) i -> from + i * by;
    return new FoldElements(folding)
        .make(start.kind(), new long[] {(long) count}, new int[] {(int) count}, values);
  }

  FoldedTensor nonZero(FoldedTensor x) {
    FoldedTensor full = folding.full(x);
    Elements elements = full.elements();
    int size = full.stored().size();
    int found = 0;
    for (int i = 0; i < size; i++) {
      found += elements.number(i) == 0 ? 0 : 1;
    }
    int[] dims = full.stored().dims();
    int[] strides = Cursor.strides(dims);
    long[] places = new long[folding.claim(dims.length, found)];
    int at = 0;
    for (int i = 0; i < size; i++) {
      if (elements.number(i) != 0) {
        for (int axis = 0; axis < dims.length; axis++) {
          places[axis * found + at] = i / strides[axis] % dims[axis];
        }
        at++;
      }
    }
    int[] sizes = {dims.length, found};
    return FoldedTensor.of(new long[] {dims.length, found}, FoldedTensor.longs(sizes, places));
  }

  FoldedTensor triangle(FoldedTensor x, long diagonal, boolean upper) {
    if (x.rank() < 2) {
      throw Folding.refused("A triangle is cut from less than a matrix", x);
    }
    FoldedTensor full = new FoldViews(folding).filled(x, x.rank() - 2, x.rank() - 1);
    int[] stored = full.stored().dims();
    int columns = stored[x.rank() - 1];
    int rows = stored[x.rank() - 2];
    Elements from = full.elements();
    IntPredicate kept =
        i -> {
          long right = i % columns - (long) (i / columns % rows);
          return upper ? right >= diagonal : right <= diagonal;
        };
    Elements values =
        x.kind() == Kind.FLOAT
            ? (Elements.Floats) i -> kept.test(i) ? from.number(i) : 0
            : (Elements.Wholes) i -> kept.test(i) ? from.whole(i) : 0;
    return new FoldElements(folding).make(x.kind(), x.dims(), stored, values);
  }
}
