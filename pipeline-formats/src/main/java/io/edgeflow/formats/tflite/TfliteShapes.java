package io.edgeflow.formats.tflite;

import com.google.flatbuffers.Table;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.ArgMaxOptions;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.ConcatenationOptions;
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.DepthwiseConv2DOptions;
import org.tensorflow.lite.schema.FullyConnectedOptions;
import org.tensorflow.lite.schema.GatherOptions;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.Pool2DOptions;
import org.tensorflow.lite.schema.ReducerOptions;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;
import org.tensorflow.lite.schema.TransposeConvOptions;

/**
 * Whether the shape that a file declares for an operator's output is the one that the runtime would
 * compute: the runtime follows the options, and allocates what they ask for.
 */
final class TfliteShapes {
  private TfliteShapes() {}

  /** One axis of a sliding window. */
  private record Axis(int kernel, int stride, int dilation) {
    boolean gives(int input, int output, byte padding) {
      if (kernel < 1 || stride < 1 || dilation < 1) {
        return false;
      }
      long reach = (kernel - 1L) * dilation + 1;
      long first = padding == Padding.SAME ? input : input - reach + 1;
      return first >= 1 && (first + stride - 1) / stride == output;
    }
  }

  /** Whether the windows of a convolution lead from the input's shape to the output's. */
  static boolean windowsFit(Operator operator, int builtin, Tensor in, Tensor weight, Tensor out) {
    if (in.shapeLength() != 4 || out.shapeLength() != 4) {
      return false;
    }
    return switch (builtin) {
      case BuiltinOperator.CONV_2D -> {
        Conv2DOptions o = options(operator, new Conv2DOptions());
        Axis rows = new Axis(weight.shape(1), o.strideH(), o.dilationHFactor());
        Axis columns = new Axis(weight.shape(2), o.strideW(), o.dilationWFactor());
        yield fits(in, out, rows, columns, o.padding());
      }
      case BuiltinOperator.DEPTHWISE_CONV_2D -> {
        DepthwiseConv2DOptions o = options(operator, new DepthwiseConv2DOptions());
        Axis rows = new Axis(weight.shape(1), o.strideH(), o.dilationHFactor());
        Axis columns = new Axis(weight.shape(2), o.strideW(), o.dilationWFactor());
        yield fits(in, out, rows, columns, o.padding())
            && (long) o.depthMultiplier() * in.shape(3) == out.shape(3);
      }
      default -> throw new IllegalArgumentException("No window in operator " + builtin);
    };
  }

  /** Whether the windows of a convolution would lead from the output's shape to the input's. */
  static boolean transposedFits(Operator operator, Tensor in, Tensor weight, Tensor out) {
    if (in.shapeLength() != 4 || out.shapeLength() != 4) {
      return false;
    }
    TransposeConvOptions o = options(operator, new TransposeConvOptions());
    Axis rows = new Axis(weight.shape(1), o.strideH(), 1);
    Axis columns = new Axis(weight.shape(2), o.strideW(), 1);
    return fits(out, in, rows, columns, o.padding());
  }

  /** Whether a pooling leads from the input's shape to the output's. */
  static boolean poolFits(Operator operator, Tensor in, Tensor out) {
    if (in.shapeLength() != 4 || out.shapeLength() != 4 || in.shape(3) != out.shape(3)) {
      return false;
    }
    Pool2DOptions o = options(operator, new Pool2DOptions());
    Axis rows = new Axis(o.filterHeight(), o.strideH(), 1);
    Axis columns = new Axis(o.filterWidth(), o.strideW(), 1);
    return fits(in, out, rows, columns, o.padding());
  }

  /** Whether the shape that a reshape asks for, where it does, is the output's. */
  static boolean reshapeFits(@Nullable Buffer wanted, Tensor out) {
    if (wanted == null || wanted.dataLength() == 0) {
      return true;
    }
    IntBuffer sizes = wanted.dataAsByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    boolean fits = sizes.remaining() == out.shapeLength();
    for (int i = 0; fits && i < out.shapeLength(); i++) {
      fits = sizes.get(i) == out.shape(i) || (i == 0 && sizes.get(i) == -1);
    }
    return fits;
  }

  /**
   * Whether a matrix product leads from the input's shape to the output's, but for the last size.
   */
  static boolean productFits(Operator operator, Tensor in, Tensor out) {
    FullyConnectedOptions o = options(operator, new FullyConnectedOptions());
    List<Integer> given = sizes(out);
    List<Integer> read = sizes(in);
    boolean keeps = o.keepNumDims() || read.size() == 2;
    return keeps
        ? given.size() == read.size()
            && given.subList(0, given.size() - 1).equals(read.subList(0, read.size() - 1))
        : given.size() == 2;
  }

  /** Whether two operands give the output, each size equal or 1. */
  static boolean broadcastFits(Tensor one, Tensor other, Tensor out) {
    List<Integer> a = sizes(one);
    List<Integer> b = sizes(other);
    List<Integer> given = sizes(out);
    boolean fits = given.size() == Math.max(a.size(), b.size());
    for (int back = 1; fits && back <= given.size(); back++) {
      int x = back <= a.size() ? a.get(a.size() - back) : 1;
      int y = back <= b.size() ? b.get(b.size() - back) : 1;
      fits = (x == y || x == 1 || y == 1) && given.get(given.size() - back) == Math.max(x, y);
    }
    return fits;
  }

  /** Whether the inputs, one after the other, give the output. */
  static boolean concatenationFits(Operator operator, List<Tensor> inputs, Tensor out) {
    int axis = options(operator, new ConcatenationOptions()).axis();
    List<Integer> expected = new ArrayList<>(sizes(inputs.get(0)));
    int place = axis < 0 ? axis + expected.size() : axis;
    if (place < 0 || place >= expected.size()) {
      return false;
    }
    int sum = 0;
    for (Tensor input : inputs) {
      List<Integer> size = new ArrayList<>(sizes(input));
      if (size.size() != expected.size()) {
        return false;
      }
      sum = Math.addExact(sum, size.set(place, expected.get(place)));
      if (!size.equals(expected)) {
        return false;
      }
    }
    expected.set(place, sum);
    return expected.equals(sizes(out));
  }

  /** Whether the place along one axis, as a 32-bit integer, gives the output. */
  static boolean placeFits(Operator operator, Tensor in, List<Integer> axis, Tensor out) {
    boolean integers = options(operator, new ArgMaxOptions()).outputType() == TensorType.INT32;
    return integers
        && out.type() == TensorType.INT32
        && axis.size() == 1
        && reductionFits(in, axis, out, false);
  }

  /** Whether one number of all over some axes gives the output. */
  static boolean reductionFits(Operator operator, Tensor in, List<Integer> axes, Tensor out) {
    return reductionFits(in, axes, out, options(operator, new ReducerOptions()).keepDims());
  }

  private static boolean reductionFits(Tensor in, List<Integer> axes, Tensor out, boolean keeps) {
    List<Integer> read = sizes(in);
    List<Integer> expected = new ArrayList<>();
    for (int axis = 0; axis < read.size(); axis++) {
      boolean reduced = axes.contains(axis) || axes.contains(axis - read.size());
      if (!reduced) {
        expected.add(read.get(axis));
      } else if (keeps) {
        expected.add(1);
      }
    }
    boolean known = axes.stream().allMatch(a -> a >= -read.size() && a < read.size());
    return known && expected.equals(sizes(out));
  }

  /**
   * Whether padding gives the output.
   *
   * @param amounts before and after for each axis
   */
  static boolean padFits(Tensor in, List<Integer> amounts, Tensor out) {
    List<Integer> read = sizes(in);
    boolean fits = amounts.size() == 2 * read.size() && sizes(out).size() == read.size();
    for (int axis = 0; fits && axis < read.size(); axis++) {
      int before = amounts.get(2 * axis);
      int after = amounts.get(2 * axis + 1);
      fits =
          before >= 0
              && after >= 0
              && Math.addExact(Math.addExact(before, after), read.get(axis)) == out.shape(axis);
    }
    return fits;
  }

  /** Whether an image of a height and width gives the output. */
  static boolean resizeFits(Tensor in, List<Integer> size, Tensor out) {
    List<Integer> expected = new ArrayList<>(sizes(in));
    if (expected.size() != 4 || size.size() != 2) {
      return false;
    }
    expected.set(1, size.get(0));
    expected.set(2, size.get(1));
    return expected.equals(sizes(out));
  }

  /** Whether rows of a table give the output. */
  static boolean rowsFit(Operator operator, Tensor table, Tensor rows, Tensor out) {
    GatherOptions o = options(operator, new GatherOptions());
    List<Integer> expected = new ArrayList<>(sizes(rows));
    if (table.shapeLength() != 2 || o.axis() != 0 || o.batchDims() != 0) {
      return false;
    }
    expected.add(table.shape(1));
    return rows.type() == TensorType.INT32 && expected.equals(sizes(out));
  }

  /** Whether another order of axes gives the output. */
  static boolean transposeFits(Tensor in, List<Integer> permutation, Tensor out) {
    List<Integer> read = sizes(in);
    List<Integer> axes = IntStream.range(0, read.size()).boxed().toList();
    return permutation.stream().sorted().toList().equals(axes)
        && permutation.stream().map(read::get).toList().equals(sizes(out));
  }

  static List<Integer> sizes(Tensor tensor) {
    return IntStream.range(0, tensor.shapeLength()).mapToObj(tensor::shape).toList();
  }

  private static boolean fits(Tensor in, Tensor out, Axis rows, Axis columns, byte padding) {
    return in.shape(0) == out.shape(0)
        && rows.gives(in.shape(1), out.shape(1), padding)
        && columns.gives(in.shape(2), out.shape(2), padding);
  }

  static <T extends Table> T options(Operator operator, T empty) {
    if (operator.builtinOptions(empty) == null) {
      throw new IllegalArgumentException("An operator without its options");
    }
    return empty;
  }
}
