package io.edgeflow.formats.read;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.HalfFloat;
import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A constant of a file while it is read: numbers that depend on no input. An axis along which it
 * repeats itself is stored once, so that a tensor of a claimed size, above all one that holds the
 * batch, takes no memory.
 */
public final class FoldedTensor {
  private final long[] dims;
  private final Tensor data;

  private FoldedTensor(long[] dims, Tensor data) {
    this.dims = dims;
    this.data = data;
  }

  /** What the elements are; how many bits a file gives them plays no part in folding. */
  public enum Kind {
    /** Rounded to 32-bit floats after each operation. */
    FLOAT,
    /** Whole numbers of 64 bits. */
    INT,
    /** Truth values. */
    BOOL
  }

  /** A tensor of the core, whose elements are shared where they are no 16-bit floats. */
  public static FoldedTensor of(Tensor tensor) {
    return of(
        Arrays.stream(tensor.dims()).asLongStream().toArray(),
        tensor.type() == ElementType.FLOAT16 ? widened(tensor) : tensor);
  }

  /** A list of whole numbers, such as a shape. */
  public static FoldedTensor vector(long... values) {
    return of(new long[] {values.length}, longs(new int[] {values.length}, values));
  }

  /** One whole number without axes. */
  public static FoldedTensor scalar(long value) {
    return of(new long[0], longs(new int[0], value));
  }

  /** One float without axes. */
  public static FoldedTensor scalar(float value) {
    return of(new long[0], Tensor.of(new int[0], new float[] {value}));
  }

  /**
   * Elements that are stored once along the axes in which they have size 1 and {@code dims} not.
   */
  static FoldedTensor of(long[] dims, Tensor data) {
    return new FoldedTensor(dims.clone(), data);
  }

  static Tensor longs(int[] dims, long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return Tensor.wrap(ElementType.INT64, dims, bytes);
  }

  /** What the elements are. */
  public Kind kind() {
    return switch (data.type()) {
      case FLOAT32, FLOAT16 -> Kind.FLOAT;
      case INT64, INT32, INT16, INT8, UINT8 -> Kind.INT;
      case BOOL -> Kind.BOOL;
    };
  }

  /** A copy of the sizes; one may hold {@link Folding#BATCH}. */
  public long[] dims() {
    return dims.clone();
  }

  /** The number of axes. */
  public int rank() {
    return dims.length;
  }

  /** The size of one axis. */
  public long dim(int axis) {
    return dims[axis];
  }

  /** The number of elements, stored or not. */
  public long size() {
    return product(dims);
  }

  /** Whether every element is the same one, stored once. */
  public boolean isSplat() {
    return data.size() == 1;
  }

  /** Whether every element has a value, however the tensor is stored. */
  public boolean isAll(float value) {
    Elements elements = elements();
    return IntStream.range(0, data.size()).allMatch(i -> (float) elements.number(i) == value);
  }

  /** Whether the elements along an axis are stored once and stand for all of it. */
  public boolean repeats(int axis) {
    return data.dim(axis) == 1 && dims[axis] != 1;
  }

  /**
   * The elements as a tensor of the core: FLOAT32, INT64 or a smaller whole number, or BOOL.
   *
   * @throws PipelineException if it repeats itself along the batch, or beyond {@link
   *     Folding#LARGEST} elements
   */
  public Tensor tensor() {
    for (int axis = 0; axis < dims.length; axis++) {
      if (repeats(axis)) {
        return new Folding(Folding.LARGEST, Folding.LARGEST).full(this).data;
      }
    }
    return data;
  }

  /** The whole numbers, row-major; refused like {@link #tensor()}. */
  public long[] toLongs() {
    FoldedTensor full = of(tensor());
    long[] values = new long[full.data.size()];
    Elements elements = full.elements();
    for (int i = 0; i < values.length; i++) {
      values[i] = elements.whole(i);
    }
    return values;
  }

  /** The numbers as floats, row-major; refused like {@link #tensor()}. */
  public float[] toFloats() {
    FoldedTensor full = of(tensor());
    float[] values = new float[full.data.size()];
    Elements elements = full.elements();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) elements.number(i);
    }
    return values;
  }

  /** The elements as they are stored: of size 1 along each axis that {@link #repeats}. */
  public Tensor stored() {
    return data;
  }

  Elements elements() {
    return Elements.of(data);
  }

  /** The same stored elements under sizes that repeat them. */
  FoldedTensor under(long[] newDims, int... newStored) {
    return of(newDims, data.reshape(newStored));
  }

  /** The product of sizes. */
  static long product(long[] sizes) {
    long product = 1;
    for (long size : sizes) {
      try {
        product = Math.multiplyExact(product, size);
      } catch (ArithmeticException e) {
        throw PipelineException.failed("A constant has more elements than can be counted")
            .found(Arrays.toString(sizes))
            .cause(e)
            .build();
      }
    }
    return product;
  }

  private static Tensor widened(Tensor halves) {
    float[] values = new float[halves.size()];
    var bits = halves.bytes().asShortBuffer();
    for (int i = 0; i < values.length; i++) {
      values[i] = HalfFloat.toFloat(bits.get(i));
    }
    return Tensor.of(halves.dims(), values);
  }

  @Override
  public String toString() {
    return kind() + Arrays.toString(dims);
  }
}
