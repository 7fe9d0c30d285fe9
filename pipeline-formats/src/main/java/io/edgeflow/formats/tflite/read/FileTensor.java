package io.edgeflow.formats.tflite.read;

import io.edgeflow.formats.quant.QuantParams;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.TensorType;

/**
 * A tensor of the file.
 *
 * @param sizes for one sample, or for as many as the file takes at once
 * @param open for each axis whether its size is not fixed
 * @param type of TFLite's numbers
 * @param data of a constant, little-endian; null for what is computed
 * @param steps how integers stand for reals; null where they do not
 * @param variable whether it keeps its numbers from one run to the next
 */
record FileTensor(
    int index,
    String name,
    List<Integer> sizes,
    List<Boolean> open,
    byte type,
    @Nullable ByteBuffer data,
    @Nullable Steps steps,
    boolean variable) {
  /** What unsigned integers are less than signed ones of the same zero point. */
  private static final int UNSIGNED = 128;

  FileTensor {
    sizes = List.copyOf(sizes);
    open = List.copyOf(open);
  }

  /**
   * How integers stand for reals.
   *
   * @param scales one for all, or one for each place of an axis
   * @param zeroPoint shared by all
   */
  record Steps(List<Float> scales, int zeroPoint, int axis) {
    Steps {
      scales = List.copyOf(scales);
    }
  }

  boolean constant() {
    return data != null;
  }

  /** Whether it has 8-bit integers that stand for reals. */
  boolean quantized() {
    return steps != null && (type == TensorType.INT8 || type == TensorType.UINT8);
  }

  /** The quantization of a tensor that has one, in signed integers. */
  QuantParams params() {
    Steps known = Objects.requireNonNull(steps, name);
    int shift = type == TensorType.UINT8 ? UNSIGNED : 0;
    return new QuantParams(known.scales().get(0), known.zeroPoint() - shift);
  }

  /** For people. */
  String label() {
    return "tensor " + index + " (" + name + ")";
  }

  /** The word for its elements. */
  String word() {
    return TensorTypes.word(type);
  }
}
