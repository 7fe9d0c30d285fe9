package io.edgeflow.formats.read;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.FoldedTensor.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/**
 * Computes what depends on no input while a file is read. One object serves one file, and refuses
 * before it allocates more than a file of its size has cause to; no two threads may use it at once.
 *
 * <pre>{@code
 * Folding folding = Folding.ofFile(Files.size(file));
 * FoldedTensor shape = folding.concat(0, List.of(batch, FoldedTensor.vector(-1)));
 * }</pre>
 */
public final class Folding {
  /** The size that stands for the batch. */
  public static final int BATCH = GraphAssembler.BATCH;

  /** The most elements of one constant. */
  public static final long LARGEST = 64L << 20;

  /** The most elements that a few numbers may be drawn out to: fewer than the batch's. */
  static final long GENERATED = 512L << 10;

  private static final long FREE = 4L << 20;
  private static final int EACH_BYTE = 8;

  private final long each;
  private long left;

  /**
   * @param each the most elements of one result
   * @param inAll the most elements of all results together
   */
  public Folding(long each, long inAll) {
    this.each = each;
    this.left = inAll;
  }

  /** With limits for a file of a size. */
  public static Folding ofFile(long bytes) {
    return new Folding(LARGEST, FREE + EACH_BYTE * bytes);
  }

  /** A function of each element. */
  public FoldedTensor apply(FoldUnary function, FoldedTensor x) {
    return new FoldElements(this).unary(function, x);
  }

  /** A function of each pair of elements. */
  public FoldedTensor apply(FoldBinary function, FoldedTensor a, FoldedTensor b) {
    return new FoldElements(this).binary(function, a, b);
  }

  /** An element of {@code yes} where the condition holds, else one of {@code no}. */
  public FoldedTensor where(FoldedTensor condition, FoldedTensor yes, FoldedTensor no) {
    return new FoldElements(this).where(condition, yes, no);
  }

  /** Floats to whole numbers towards zero; anything but zero is true. */
  public FoldedTensor cast(FoldedTensor x, Kind kind) {
    return x.kind() == kind ? x : new FoldElements(this).cast(x, kind);
  }

  /** The sizes, as a list. */
  public FoldedTensor shape(FoldedTensor x) {
    return FoldedTensor.vector(x.dims());
  }

  /** The same elements in the same order under other sizes, which {@link #sizes} made definite. */
  public FoldedTensor reshape(FoldedTensor x, long... sizes) {
    return new FoldReshape(this).reshape(x, sizes);
  }

  /** Axis i of the result is axis {@code order[i]}. */
  public FoldedTensor transpose(FoldedTensor x, int... order) {
    return new FoldViews(this).transpose(x, order);
  }

  /** Drawn out along axes of size 1, and new ones before them. */
  public FoldedTensor expand(FoldedTensor x, long... sizes) {
    return new FoldViews(this).expand(x, sizes);
  }

  /** Repeated as often along each axis. */
  public FoldedTensor tile(FoldedTensor x, long... times) {
    return new FoldViews(this).tile(x, times);
  }

  /**
   * Each {@code steps[i]}-th place along axis {@code axes[i]} from a start up to before an end.
   * Places below zero count from the end, and those beyond the size are cut to it.
   */
  public FoldedTensor slice(FoldedTensor x, long[] starts, long[] ends, int[] axes, long[] steps) {
    return new FoldSlices(this).slice(x, starts, ends, axes, steps);
  }

  /** Consecutive parts of the given sizes along an axis. */
  public List<FoldedTensor> split(FoldedTensor x, int axis, long... sizes) {
    return new FoldSlices(this).split(x, axis, sizes);
  }

  /** What stands at the given places along an axis; below zero they count from the end. */
  public FoldedTensor gather(FoldedTensor x, FoldedTensor places, int axis) {
    return new FoldSlices(this).gather(x, places, axis);
  }

  /** Without axes of size 1: the given ones, or all if none is given. */
  public FoldedTensor squeeze(FoldedTensor x, int... axes) {
    return new FoldReshape(this).squeeze(x, axes);
  }

  /** With new axes of size 1, at those places of the result. */
  public FoldedTensor unsqueeze(FoldedTensor x, int... axes) {
    return new FoldReshape(this).unsqueeze(x, axes);
  }

  /** One behind the other along an axis. */
  public FoldedTensor concat(int axis, List<FoldedTensor> parts) {
    return new FoldJoin(this).concat(axis, parts);
  }

  /** Whole numbers or floats from a start by equal steps up to before a limit. */
  public FoldedTensor range(FoldedTensor start, FoldedTensor limit, FoldedTensor step) {
    return new FoldJoin(this).range(start, limit, step);
  }

  /** One value throughout, which takes no memory. */
  public FoldedTensor fill(FoldedTensor value, long... sizes) {
    if (value.stored().size() != 1) {
      throw refused("A constant is filled with more than one value", value);
    }
    return expand(value.under(new long[0]), sizes);
  }

  /**
   * A matrix product, {@code [..., n, k]} with {@code [k, m]}.
   *
   * @throws PipelineException if the second has another number of axes, or the sizes do not fit
   */
  public FoldedTensor matMul(FoldedTensor a, FoldedTensor b) {
    return new FoldElements(this).matMul(a, b);
  }

  /** Joins all elements along axes, or all of them if none is given. */
  public FoldedTensor reduce(FoldReduction how, FoldedTensor x, boolean keepAxes, int... axes) {
    return new FoldElements(this).reduce(how, x, keepAxes, axes);
  }

  /** The places of the elements that are not zero: {@code [axes, found]}. */
  public FoldedTensor nonZero(FoldedTensor x) {
    return new FoldJoin(this).nonZero(x);
  }

  /** What is on and above (or below) a diagonal of the last two axes; the rest is zero. */
  public FoldedTensor triangle(FoldedTensor x, long diagonal, boolean upper) {
    return new FoldJoin(this).triangle(x, diagonal, upper);
  }

  /** With every repeated element stored. */
  FoldedTensor full(FoldedTensor x) {
    return new FoldViews(this).filled(x, IntStream.range(0, x.rank()).toArray());
  }

  /**
   * Sizes of a reshape made definite: 0 stands for the size that was there (unless zeros are meant)
   * and one −1 for what is left.
   */
  public static long[] sizes(long[] old, long[] wanted, boolean zeroIsZero) {
    return FoldReshape.sizes(old, wanted, zeroIsZero);
  }

  /** The sizes that two tensors have together, an axis of size 1 taking the other's size. */
  public static long[] broadcast(long[] a, long[] b) {
    return FoldElements.broadcast(a, b);
  }

  /** An axis that may count from the end. */
  public static int axis(long axis, int rank) {
    long from = axis < 0 ? axis + rank : axis;
    if (from < 0 || from >= rank) {
      throw PipelineException.failed("A tensor has no such axis")
          .found(axis)
          .limit(rank + " axes")
          .build();
    }
    return (int) from;
  }

  /** Takes the elements of a result from what is left, before they are allocated. */
  int claim(int... stored) {
    long elements = 1;
    for (int size : stored) {
      if (size != 0 && size % BATCH == 0) {
        throw PipelineException.failed("A constant has other values for each sample of a batch")
            .found(Arrays.toString(stored))
            .limit("constants that are the same for every sample")
            .build();
      }
      elements *= size;
      if (elements > Math.min(each, left)) {
        throw PipelineException.failed("A constant of the file grows too large")
            .found(Arrays.toString(stored))
            .limit(Math.min(each, left) + " elements")
            .build();
      }
    }
    left -= elements;
    return (int) elements;
  }

  /** A size that is allocated, which an int holds. */
  static int small(long size) {
    if (size < 0 || size > LARGEST) {
      throw PipelineException.failed("A constant of the file grows too large")
          .found(size)
          .limit(LARGEST + " elements")
          .build();
    }
    return (int) size;
  }

  static PipelineException refused(String what, Object found) {
    return PipelineException.failed(what).found(found).build();
  }

  static ByteBuffer bytes(int count, int width) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, width))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Copies the stored elements at the places that come one after the other. */
  FoldedTensor copy(FoldedTensor x, long[] dims, int[] stored, IntSupplier places) {
    int count = claim(stored);
    int width = x.stored().type().bytes();
    ByteBuffer from = x.stored().bytes();
    ByteBuffer to = bytes(count, width);
    for (int i = 0; i < count; i++) {
      int place = places.getAsInt();
      switch (width) {
        case 1 -> to.put(i, from.get(place));
        case 2 -> to.putShort(2 * i, from.getShort(2 * place));
        case 4 -> to.putInt(4 * i, from.getInt(4 * place));
        default -> to.putLong(8 * i, from.getLong(8 * place));
      }
    }
    return FoldedTensor.of(dims, Tensor.wrap(x.stored().type(), stored, to));
  }
}
