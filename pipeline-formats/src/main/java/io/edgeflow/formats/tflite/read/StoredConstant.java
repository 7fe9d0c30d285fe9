package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.quant.GivenQuantization.GivenConstant;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.tflite.read.FileTensor.Steps;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that depend on no input.
 *
 * @param name of the tensor in the file
 * @param stored as the file has them, or as they were computed
 * @param steps how integers stand for reals; null where they are the numbers themselves
 */
record StoredConstant(String name, FoldedTensor stored, @Nullable Steps steps) {
  /** Numbers that stand for themselves. */
  static StoredConstant of(String name, FoldedTensor numbers) {
    return new StoredConstant(name, numbers, null);
  }

  /**
   * Reals in an operator's order.
   *
   * @param integers null for those that were floats in the file, or whose integers kernels of the
   *     graph's own format would not take
   */
  record Reals(Tensor floats, @Nullable GivenConstant integers) {}

  /**
   * The reals in another order.
   *
   * @param first the axis of the file's that becomes the first one
   */
  Reals ordered(UnaryOperator<FoldedTensor> order, int first) {
    FoldedTensor ordered = order.apply(stored);
    if (steps == null) {
      int[] dims = dims(ordered);
      return new Reals(Tensor.of(dims, ordered.toFloats()), null);
    }
    if (steps.scales().size() > 1 && steps.axis() != first) {
      return new Reals(order.apply(reals()).tensor(), null);
    }
    GivenConstant integers = integers(ordered, steps);
    Tensor floats = Tensor.of(integers.integers().dims(), integers.toFloats());
    return new Reals(floats, keeps() ? integers : null);
  }

  /** What the numbers stand for, in the file's order. */
  FoldedTensor reals() {
    if (steps == null) {
      return stored;
    }
    int count = steps.scales().size();
    float[] values = stored.toFloats();
    int inner = 1;
    for (int axis = steps.axis() + 1; axis < stored.rank(); axis++) {
      inner = Math.multiplyExact(inner, Math.toIntExact(stored.dim(axis)));
    }
    for (int i = 0; i < values.length; i++) {
      float scale = steps.scales().get(count == 1 ? 0 : i / inner % count);
      values[i] = (float) ((values[i] - (double) steps.zeroPoint()) * scale);
    }
    return FoldedTensor.of(Tensor.of(dims(stored), values));
  }

  /** Whether kernels take the integers as they are. */
  boolean keeps() {
    return steps != null && stored.tensor().type() != ElementType.UINT8;
  }

  private static GivenConstant integers(FoldedTensor ordered, Steps steps) {
    List<Float> scales = steps.scales();
    float[] each = new float[scales.size()];
    for (int i = 0; i < each.length; i++) {
      each[i] = scales.get(i);
    }
    Tensor scale = Tensor.of(each.length == 1 ? new int[0] : new int[] {each.length}, each);
    Tensor stored = ordered.tensor();
    Tensor copy =
        stored.type() == ElementType.INT32
            ? Tensor.of(stored.dims(), ints(stored))
            : Tensor.of(stored.type(), stored.dims(), stored.toBytes());
    return new GivenConstant(copy, scale, steps.zeroPoint());
  }

  private static int[] ints(Tensor tensor) {
    int[] values = new int[tensor.size()];
    tensor.ints().get(values);
    return values;
  }

  private static int[] dims(FoldedTensor tensor) {
    return tensor.tensor().dims();
  }
}
