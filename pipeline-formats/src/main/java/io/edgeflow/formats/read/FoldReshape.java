package io.edgeflow.formats.read;

import io.edgeflow.core.error.PipelineException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Folds what leaves the elements and their order as they are. */
final class FoldReshape {
  private final Folding folding;

  FoldReshape(Folding folding) {
    this.folding = folding;
  }

  FoldedTensor reshape(FoldedTensor x, long... sizes) {
    long elements = x.size();
    if (FoldedTensor.product(sizes) != elements) {
      throw mismatch(x.dims(), sizes);
    }
    if (elements == 0) {
      int[] stored = LongStream.of(sizes).mapToInt(Folding::small).toArray();
      return x.under(sizes, stored);
    }
    int[] stored = new int[sizes.length];
    Arrays.fill(stored, 1);
    boolean[] mixed = new boolean[x.rank()];
    stores(x, sizes, stored, mixed);
    return new FoldViews(folding).filled(x, mixed).under(sizes, stored);
  }

  /**
   * Goes through the smallest groups of old and of new axes that hold equally many elements: a
   * group stays stored once where all of its old axes are.
   */
  private static void stores(FoldedTensor x, long[] sizes, int[] stored, boolean[] mixed) {
    int old = 0;
    int now = 0;
    while (old < x.rank() && now < sizes.length) {
      final int firstOld = old;
      final int firstNow = now;
      long before = x.dim(old++);
      long after = sizes[now++];
      while (before != after) {
        if (before < after) {
          before *= x.dim(old++);
        } else {
          after *= sizes[now++];
        }
      }
      if (IntStream.range(firstOld, old).anyMatch(axis -> x.stored().dim(axis) != 1)) {
        IntStream.range(firstOld, old).forEach(axis -> mixed[axis] = true);
        for (int axis = firstNow; axis < now; axis++) {
          stored[axis] = Folding.small(sizes[axis]);
        }
      }
    }
  }

  FoldedTensor squeeze(FoldedTensor x, int... axes) {
    boolean[] gone = new boolean[x.rank()];
    for (int axis = 0; axis < gone.length; axis++) {
      gone[axis] = axes.length == 0 && x.dim(axis) == 1;
    }
    for (int axis : axes) {
      gone[Folding.axis(axis, x.rank())] = true;
    }
    return without(x, gone);
  }

  FoldedTensor without(FoldedTensor x, boolean... gone) {
    int[] kept = IntStream.range(0, x.rank()).filter(axis -> !gone[axis]).toArray();
    long[] dims = IntStream.of(kept).mapToLong(x::dim).toArray();
    if (FoldedTensor.product(dims) != x.size()) {
      throw mismatch(x.dims(), dims);
    }
    return x.under(dims, IntStream.of(kept).map(x.stored()::dim).toArray());
  }

  FoldedTensor unsqueeze(FoldedTensor x, int... axes) {
    boolean[] added = new boolean[x.rank() + axes.length];
    for (int axis : axes) {
      int place = Folding.axis(axis, added.length);
      if (added[place]) {
        throw Folding.refused("An axis is added twice", Arrays.toString(axes));
      }
      added[place] = true;
    }
    long[] dims = new long[added.length];
    int[] stored = new int[added.length];
    int old = 0;
    for (int axis = 0; axis < added.length; axis++) {
      dims[axis] = added[axis] ? 1 : x.dim(old);
      stored[axis] = added[axis] ? 1 : x.stored().dim(old);
      old += added[axis] ? 0 : 1;
    }
    return x.under(dims, stored);
  }

  static long[] sizes(long[] old, long[] wanted, boolean zeroIsZero) {
    long[] sizes = wanted.clone();
    int open = -1;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] == 0 && !zeroIsZero && axis < old.length) {
        sizes[axis] = old[axis];
      } else if (sizes[axis] == -1 && open < 0) {
        open = axis;
        sizes[axis] = 1;
      } else if (sizes[axis] < 0) {
        throw mismatch(old, wanted);
      }
    }
    long elements = FoldedTensor.product(old);
    long known = FoldedTensor.product(sizes);
    if (open >= 0 && known != 0) {
      sizes[open] = elements / known;
    }
    if (FoldedTensor.product(sizes) != elements) {
      throw mismatch(old, wanted);
    }
    return sizes;
  }

  private static PipelineException mismatch(long[] old, long... wanted) {
    return PipelineException.failed("A reshape has other elements than the tensor before it")
        .found(Arrays.toString(wanted))
        .limit("the elements of " + Arrays.toString(old))
        .build();
  }
}
