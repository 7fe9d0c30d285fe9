package io.edgeflow.formats.read;

import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.FoldedTensor.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/** Folds what is computed element by element, and reductions. */
final class FoldElements {
  private final Folding folding;

  FoldElements(Folding folding) {
    this.folding = folding;
  }

  FoldedTensor unary(FoldUnary function, FoldedTensor x) {
    Elements from = x.elements();
    LongUnaryOperator wholes = function.wholes();
    if (x.kind() == Kind.FLOAT || wholes == null) {
      return make(
          Kind.FLOAT,
          x.dims(),
          x.stored().dims(),
          (Elements.Floats) i -> function.of(from.number(i)));
    }
    Kind kind = function == FoldUnary.NOT ? Kind.BOOL : Kind.INT;
    return make(
        kind,
        x.dims(),
        x.stored().dims(),
        (Elements.Wholes) i -> wholes.applyAsLong(from.whole(i)));
  }

  FoldedTensor binary(FoldBinary function, FoldedTensor a, FoldedTensor b) {
    int[] stored = broadcast(a.stored().dims(), b.stored().dims());
    Cursor left = Cursor.broadcast(a.stored().dims(), stored);
    Cursor right = Cursor.broadcast(b.stored().dims(), stored);
    Elements of = a.elements();
    Elements with = b.elements();
    boolean floats = a.kind() == Kind.FLOAT || b.kind() == Kind.FLOAT;
    Kind kind = function.isTruth() ? Kind.BOOL : floats ? Kind.FLOAT : Kind.INT;
    Elements values =
        floats
            ? (Elements.Floats)
                i -> function.of(of.number(left.getAsInt()), with.number(right.getAsInt()))
            : (Elements.Wholes)
                i -> function.of(of.whole(left.getAsInt()), with.whole(right.getAsInt()));
    return make(kind, broadcast(a.dims(), b.dims()), stored, values);
  }

  FoldedTensor where(FoldedTensor condition, FoldedTensor yes, FoldedTensor no) {
    int[] stored =
        broadcast(condition.stored().dims(), broadcast(yes.stored().dims(), no.stored().dims()));
    Cursor which = Cursor.broadcast(condition.stored().dims(), stored);
    Cursor left = Cursor.broadcast(yes.stored().dims(), stored);
    Cursor right = Cursor.broadcast(no.stored().dims(), stored);
    Elements truths = condition.elements();
    Elements of = yes.elements();
    Elements or = no.elements();
    Elements values =
        yes.kind() == Kind.FLOAT
            ? (Elements.Floats)
                i -> {
                  double a = of.number(left.getAsInt());
                  double b = or.number(right.getAsInt());
                  return truths.whole(which.getAsInt()) == 0 ? b : a;
                }
            : (Elements.Wholes)
                i -> {
                  long a = of.whole(left.getAsInt());
                  long b = or.whole(right.getAsInt());
                  return truths.whole(which.getAsInt()) == 0 ? b : a;
                };
    long[] dims = broadcast(condition.dims(), broadcast(yes.dims(), no.dims()));
    return make(yes.kind(), dims, stored, values);
  }

  FoldedTensor matMul(FoldedTensor a, FoldedTensor b) {
    int last = a.rank() - 1;
    if (last < 0 || b.rank() != 2 || a.dim(last) != b.dim(0) || a.kind() != Kind.FLOAT) {
      throw Folding.refused("A product of constants is not one of matrices that fit", b);
    }
    boolean[] summed = new boolean[a.rank()];
    summed[last] = true;
    FoldedTensor left = new FoldViews(folding).filled(a, summed);
    FoldedTensor right = FoldedTensor.of(b.tensor());
    int depth = right.stored().dim(0);
    int width = right.stored().dim(1);
    int[] stored = left.stored().dims();
    stored[last] = width;
    long[] dims = a.dims();
    dims[last] = width;
    Elements of = left.elements();
    Elements with = right.elements();
    Elements values =
        (Elements.Floats)
            i -> {
              int row = i / width * depth;
              double sum = 0;
              for (int k = 0; k < depth; k++) {
                sum += of.number(row + k) * with.number(k * width + i % width);
              }
              return sum;
            };
    return make(Kind.FLOAT, dims, stored, values);
  }

  FoldedTensor cast(FoldedTensor x, Kind kind) {
    Elements from = x.elements();
    Elements values = kind == Kind.BOOL ? (Elements.Wholes) i -> from.number(i) == 0 ? 0 : 1 : from;
    return make(kind, x.dims(), x.stored().dims(), values);
  }

  FoldedTensor reduce(FoldReduction how, FoldedTensor x, boolean keepAxes, int... axes) {
    boolean[] reduced = new boolean[x.rank()];
    Arrays.fill(reduced, axes.length == 0);
    for (int axis : axes) {
      reduced[Folding.axis(axis, x.rank())] = true;
    }
    FoldedTensor full = new FoldViews(folding).filled(x, reduced);
    int[] from = full.stored().dims();
    int[] to = from.clone();
    long[] dims = x.dims();
    for (int axis = 0; axis < to.length; axis++) {
      if (reduced[axis]) {
        to[axis] = 1;
        dims[axis] = 1;
      }
    }
    double[] joined = new double[folding.claim(to)];
    Arrays.fill(joined, how.start());
    Cursor cursor = Cursor.broadcast(to, from);
    Elements values = full.elements();
    int count = full.stored().size();
    for (int i = 0; i < count; i++) {
      int place = cursor.getAsInt();
      joined[place] = how.join(joined[place], values.number(i));
    }
    int each = joined.length == 0 ? 0 : count / joined.length;
    Elements results = (Elements.Floats) i -> how.finish(joined[i], each);
    FoldedTensor kept = make(x.kind(), dims, to, results);
    return keepAxes ? kept : new FoldReshape(folding).without(kept, reduced);
  }

  /** Elements of one width for each kind, as results have them. */
  FoldedTensor make(Kind kind, long[] dims, int[] stored, Elements values) {
    int count = folding.claim(stored);
    ElementType type =
        switch (kind) {
          case FLOAT -> ElementType.FLOAT32;
          case INT -> ElementType.INT64;
          case BOOL -> ElementType.BOOL;
        };
    ByteBuffer bytes = Folding.bytes(count, type.bytes());
    for (int i = 0; i < count; i++) {
      switch (kind) {
        case FLOAT -> bytes.putFloat((float) values.number(i));
        case INT -> bytes.putLong(values.whole(i));
        case BOOL -> bytes.put((byte) values.whole(i));
      }
    }
    return FoldedTensor.of(dims, Tensor.wrap(type, stored, bytes.flip()));
  }

  static long[] broadcast(long[] a, long[] b) {
    long[] longer = a.length >= b.length ? a : b;
    long[] shorter = longer == a ? b : a;
    long[] dims = longer.clone();
    int missing = longer.length - shorter.length;
    for (int axis = 0; axis < shorter.length; axis++) {
      long one = dims[missing + axis];
      long other = shorter[axis];
      if (one != other && one != 1 && other != 1) {
        throw Folding.refused(
            "Two tensors have sizes that do not go together",
            Arrays.toString(a) + " and " + Arrays.toString(b));
      }
      dims[missing + axis] = one == 1 ? other : one;
    }
    return dims;
  }

  private static int[] broadcast(int[] a, int[] b) {
    long[] both =
        broadcast(
            Arrays.stream(a).asLongStream().toArray(), Arrays.stream(b).asLongStream().toArray());
    return Arrays.stream(both).mapToInt(size -> (int) size).toArray();
  }
}
