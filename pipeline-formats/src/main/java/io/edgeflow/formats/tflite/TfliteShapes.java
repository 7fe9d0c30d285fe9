package io.edgeflow.formats.tflite;

import com.google.flatbuffers.Table;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.DepthwiseConv2DOptions;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.Pool2DOptions;
import org.tensorflow.lite.schema.Tensor;

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

  private static boolean fits(Tensor in, Tensor out, Axis rows, Axis columns, byte padding) {
    return in.shape(0) == out.shape(0)
        && rows.gives(in.shape(1), out.shape(1), padding)
        && columns.gives(in.shape(2), out.shape(2), padding);
  }

  private static <T extends Table> T options(Operator operator, T empty) {
    if (operator.builtinOptions(empty) == null) {
      throw new IllegalArgumentException("An operator without its options");
    }
    return empty;
  }
}
