package io.edgeflow.formats.layout;

import io.edgeflow.core.tensor.Shape;
import io.edgeflow.formats.quant.QuantParams;
import io.edgeflow.formats.quant.Rounding;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ImportedModel.ForeignTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An input or output of a file of another tool: between its own tensor and a sample of ours. */
public final class ForeignPort {
  private final ForeignTensor tensor;
  private final int[] logical;
  private final int[] places;
  private final @Nullable QuantParams quant;

  private ForeignPort(ForeignTensor tensor, Shape shape, @Nullable QuantParams quant) {
    int[] all = shape.resolve(1, 1);
    this.tensor = tensor;
    this.logical = Arrays.copyOfRange(all, 1, all.length);
    this.places = AxisOrder.places(logical, axes());
    this.quant = quant;
  }

  /** The inputs of a model that was read, in the graph's order. */
  public static List<ForeignPort> inputs(ImportedModel model) {
    return ports(
        model,
        model.inputs(),
        model.graph().signature().inputs().stream().map(input -> input.name()).toList());
  }

  /** The outputs of a model that was read, in the graph's order. */
  public static List<ForeignPort> outputs(ImportedModel model) {
    return ports(
        model,
        model.outputs(),
        model.graph().signature().outputs().stream().map(output -> output.name()).toList());
  }

  private static List<ForeignPort> ports(
      ImportedModel model, List<ForeignTensor> tensors, List<String> names) {
    return IntStream.range(0, tensors.size())
        .mapToObj(
            i ->
                new ForeignPort(
                    tensors.get(i),
                    model.graph().shape(names.get(i)),
                    model.quantization().values().get(names.get(i))))
        .toList();
  }

  /** The graph's axes that the file's are, without the batch, and what has size 1 anywhere. */
  private List<Integer> axes() {
    List<Integer> named = tensor.axes().stream().filter(axis -> axis > 0).toList();
    return IntStream.concat(
            named.stream().mapToInt(Integer::intValue),
            IntStream.rangeClosed(1, logical.length).filter(axis -> !named.contains(axis)))
        .boxed()
        .toList();
  }

  /** The name in the file. */
  public String name() {
    return tensor.name();
  }

  /** The sizes of one sample in memory: of an image {@code [height, width, channels]}. */
  public int[] sample() {
    return Features.channelsLast(logical);
  }

  /** The sizes of one sample in logical order. */
  public int[] logical() {
    return logical.clone();
  }

  /** The number of values of one sample. */
  public int size() {
    return places.length;
  }

  /**
   * The sizes of the file's tensor.
   *
   * @param declared by the file; what is not above 0 is open and becomes 1 where samples lie
   */
  public long[] sizes(long[] declared) {
    long[] sizes = new long[tensor.sizes().size()];
    for (int i = 0; i < sizes.length; i++) {
      int size = tensor.sizes().get(i);
      boolean fixed = i < declared.length && declared[i] > 0;
      sizes[i] = size == ForeignTensor.BATCH ? (fixed ? declared[i] : 1) : size;
    }
    return sizes;
  }

  /** How 8-bit integers of the file stand for reals, as it was read; null where they do not. */
  public @Nullable QuantParams quantization() {
    return quant;
  }

  /**
   * The file's tensor with a sample in every place of the batch.
   *
   * @param sample in the order of memory
   * @param sizes of the file's tensor
   * @param params of 8-bit integers that stand for reals, else null
   * @return direct, in native byte order
   */
  public ByteBuffer feed(
      float[] sample, ForeignType type, long[] sizes, @Nullable QuantParams params) {
    int inner = behindBatch(sizes);
    int batch = batch(sizes);
    ByteBuffer elements =
        ByteBuffer.allocateDirect(Math.multiplyExact(sample.length * batch, type.bytes()))
            .order(ByteOrder.nativeOrder());
    int[] memory = AxisOrder.places(logical, AxisOrder.inMemory(logical));
    for (int i = 0; i < sample.length; i++) {
      float value = stored(sample[memory[i]], type, params);
      int at = places[i] / inner * inner * batch + places[i] % inner;
      for (int b = 0; b < batch; b++) {
        type.put(elements, at + b * inner, value);
      }
    }
    return elements;
  }

  /**
   * The first sample of the file's tensor, in logical order.
   *
   * @param elements in native byte order
   * @param sizes of the file's tensor
   * @param params of 8-bit integers that stand for reals, else null
   */
  public float[] fetch(
      ByteBuffer elements, ForeignType type, long[] sizes, @Nullable QuantParams params) {
    int inner = behindBatch(sizes);
    int batch = batch(sizes);
    float[] values = new float[places.length];
    for (int i = 0; i < values.length; i++) {
      int at = places[i] / inner * inner * batch + places[i] % inner;
      values[i] = real(type.get(elements, at), type, params);
    }
    return values;
  }

  private static float stored(float value, ForeignType type, @Nullable QuantParams params) {
    return params == null || !integer(type)
        ? value
        : Rounding.halfAway(value / params.scale()) + params.zeroPoint();
  }

  private static float real(float value, ForeignType type, @Nullable QuantParams params) {
    return params == null || !integer(type) ? value : params.scale() * (value - params.zeroPoint());
  }

  private static boolean integer(ForeignType type) {
    return type == ForeignType.INT8 || type == ForeignType.UINT8;
  }

  private int batch(long[] sizes) {
    int axis = tensor.axes().indexOf(0);
    return axis < 0 ? 1 : Math.toIntExact(sizes[axis]);
  }

  private int behindBatch(long[] sizes) {
    int axis = tensor.axes().indexOf(0);
    long inner = 1;
    for (int i = axis + 1; axis >= 0 && i < sizes.length; i++) {
      inner *= sizes[i];
    }
    return axis < 0 ? places.length : Math.toIntExact(inner);
  }
}
