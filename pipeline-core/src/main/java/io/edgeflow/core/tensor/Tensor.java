package io.edgeflow.core.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * An immutable dense array in row-major order on a direct little-endian buffer. Element {@code
 * [i][j]} of a matrix {@code [rows, columns]} stands at {@code i * columns + j}.
 */
public final class Tensor {
  private final ElementType type;
  private final int[] dims;
  private final ByteBuffer data;

  private Tensor(ElementType type, int[] dims, ByteBuffer data) {
    long expected = Math.multiplyExact(elements(dims), (long) type.bytes());
    if (data.remaining() != expected) {
      throw new IllegalArgumentException(
          "Shape "
              + Arrays.toString(dims)
              + " of "
              + type
              + " takes "
              + expected
              + " bytes, found "
              + data.remaining());
    }
    this.type = type;
    this.dims = dims.clone();
    this.data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Copies floats. */
  public static Tensor of(int[] dims, float[] values) {
    ByteBuffer data = allocate(values.length * Float.BYTES);
    data.asFloatBuffer().put(values);
    return new Tensor(ElementType.FLOAT32, dims, data);
  }

  /** Copies 32-bit integers. */
  public static Tensor of(int[] dims, int[] values) {
    ByteBuffer data = allocate(values.length * Integer.BYTES);
    data.asIntBuffer().put(values);
    return new Tensor(ElementType.INT32, dims, data);
  }

  /** Copies bytes as INT8, UINT8 or BOOL. */
  public static Tensor of(ElementType type, int[] dims, byte[] values) {
    ByteBuffer data = allocate(values.length);
    data.put(0, values);
    return new Tensor(type, dims, data);
  }

  /**
   * Wraps little-endian bytes between position and limit without a copy; the caller gives them away
   * and must not write to them again.
   */
  public static Tensor wrap(ElementType type, int[] dims, ByteBuffer bytes) {
    return new Tensor(type, dims, bytes);
  }

  /** The element type. */
  public ElementType type() {
    return type;
  }

  /** A copy of the sizes. */
  public int[] dims() {
    return dims.clone();
  }

  /** The size of one axis. */
  public int dim(int axis) {
    return dims[axis];
  }

  /** The number of axes. */
  public int rank() {
    return dims.length;
  }

  /** The number of elements. */
  public int size() {
    return data.remaining() / type.bytes();
  }

  /** A read-only view of the bytes, little-endian. */
  public ByteBuffer bytes() {
    return data.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A read-only view of the floats. */
  public FloatBuffer floats() {
    require(ElementType.FLOAT32);
    return bytes().asFloatBuffer();
  }

  /** A read-only view of the 32-bit integers. */
  public IntBuffer ints() {
    require(ElementType.INT32);
    return bytes().asIntBuffer();
  }

  /** A copy of the floats. */
  public float[] toFloats() {
    float[] values = new float[size()];
    floats().get(values);
    return values;
  }

  /**
   * A copy of one row along the first axis as floats; whole numbers up to 2²⁴ are exact.
   *
   * @throws IllegalStateException if the elements are neither FLOAT32 nor INT32
   */
  public float[] floatRow(int row) {
    int each = size() / dims[0];
    float[] values = new float[each];
    if (type == ElementType.INT32) {
      IntBuffer numbers = ints();
      for (int i = 0; i < each; i++) {
        values[i] = numbers.get(row * each + i);
      }
    } else {
      floats().get(row * each, values);
    }
    return values;
  }

  /** A copy of the raw bytes. */
  public byte[] toBytes() {
    byte[] values = new byte[data.remaining()];
    data.duplicate().get(values);
    return values;
  }

  /** The same elements under another shape. */
  public Tensor reshape(int... newDims) {
    return new Tensor(type, newDims, data);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && type == that.type
        && Arrays.equals(dims, that.dims)
        && data.equals(that.data);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(dims) + data.hashCode();
  }

  @Override
  public String toString() {
    return type + Arrays.toString(dims);
  }

  private void require(ElementType wanted) {
    if (type != wanted) {
      throw new IllegalStateException("The tensor holds " + type + ", not " + wanted);
    }
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long elements(int[] dims) {
    long product = 1;
    for (int dim : dims) {
      if (dim < 0) {
        throw new IllegalArgumentException("Negative size in " + Arrays.toString(dims));
      }
      product = Math.multiplyExact(product, (long) dim);
    }
    return product;
  }
}
