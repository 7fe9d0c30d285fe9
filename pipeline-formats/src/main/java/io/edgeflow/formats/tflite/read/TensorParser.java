package io.edgeflow.formats.tflite.read;

import io.edgeflow.formats.tflite.read.FileTensor.Steps;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;

/** Takes the tensors of a file apart. */
final class TensorParser {
  private static final long LARGEST = 1L << 28;
  private static final int MOST_AXES = 8;

  private final Model model;
  private final Object where;

  TensorParser(Model model, Object where) {
    this.model = model;
    this.where = where;
  }

  FileTensor tensor(int index, Tensor tensor) {
    String name = tensor.name() == null ? "" : tensor.name();
    String label = "tensor " + index + " (" + name + ")";
    require(tensor.shapeLength() <= MOST_AXES, label + " of " + tensor.shapeLength() + " axes");
    List<Integer> sizes = IntStream.range(0, tensor.shapeLength()).mapToObj(tensor::shape).toList();
    long elements = 1;
    for (int size : sizes) {
      require(size >= 1, label + " with a dimension of " + size);
      elements *= size;
      require(elements <= LARGEST, label + " of more than " + LARGEST + " elements");
    }
    require(tensor.sparsity() == null, label + " of sparse values");
    return new FileTensor(
        index,
        name,
        sizes,
        open(tensor, sizes),
        tensor.type(),
        data(tensor, elements, label),
        steps(tensor, sizes, label),
        tensor.isVariable());
  }

  private static List<Boolean> open(Tensor tensor, List<Integer> sizes) {
    boolean said = tensor.shapeSignatureLength() == sizes.size();
    return IntStream.range(0, sizes.size())
        .mapToObj(axis -> said && tensor.shapeSignature(axis) == -1)
        .toList();
  }

  private @Nullable ByteBuffer data(Tensor tensor, long elements, String label) {
    long buffer = tensor.buffer();
    require(buffer < model.buffersLength(), label + " in a buffer numbered " + buffer);
    ByteBuffer content = model.buffers((int) buffer).dataAsByteBuffer();
    if (content == null || !content.hasRemaining()) {
      return null;
    }
    long bytes = content.remaining();
    TensorTypes.of(tensor.type())
        .ifPresent(
            type -> {
              long expected = elements * type.bytes();
              require(bytes == expected, bytes + " bytes for " + label + ", not " + expected);
            });
    return content.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private @Nullable Steps steps(Tensor tensor, List<Integer> sizes, String label) {
    QuantizationParameters found = tensor.quantization();
    if (found == null || found.scaleLength() == 0) {
      return null;
    }
    int count = found.scaleLength();
    int axis = found.quantizedDimension();
    boolean fits = count == 1 || (axis >= 0 && axis < sizes.size() && sizes.get(axis) == count);
    require(fits, label + " with " + count + " scales along axis " + axis);
    List<Float> scales = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float scale = found.scale(i);
      require(scale > 0 && Float.isFinite(scale), label + " with a scale of " + scale);
      scales.add(scale);
    }
    return new Steps(scales, zeroPoint(tensor.type(), found, label), count == 1 ? 0 : axis);
  }

  private int zeroPoint(byte type, QuantizationParameters found, String label) {
    int count = found.zeroPointLength();
    require(
        count == 0 || count == found.scaleLength(),
        label + " with " + count + " zero points for " + found.scaleLength() + " scales");
    long first = count == 0 ? 0 : found.zeroPoint(0);
    for (int i = 1; i < count; i++) {
      require(found.zeroPoint(i) == first, label + " with several zero points");
    }
    boolean fits =
        switch (type) {
          case TensorType.INT8 -> first == (byte) first;
          case TensorType.UINT8 -> first >= 0 && first <= 255;
          default -> first == (int) first;
        };
    require(fits, label + " with a zero point of " + first);
    return (int) first;
  }

  private void require(boolean holds, String found) {
    if (!holds) {
      throw TfliteModel.damaged(where, found);
    }
  }
}
