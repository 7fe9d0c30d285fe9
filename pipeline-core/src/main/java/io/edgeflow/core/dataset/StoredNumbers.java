package io.edgeflow.core.dataset;

import io.edgeflow.core.tensor.ElementType;
import java.nio.ByteBuffer;
import java.util.List;

/** Numbers in the smallest element type that holds them exactly; computing is done in floats. */
public final class StoredNumbers {
  /** The element types that features are stored in, smallest first. */
  public static final List<ElementType> TYPES =
      List.of(ElementType.UINT8, ElementType.INT8, ElementType.INT16, ElementType.FLOAT32);

  private StoredNumbers() {}

  /**
   * The smallest element type that holds numbers exactly.
   *
   * @param whole whether all are whole, none missing
   * @param least the smallest
   * @param greatest the largest
   */
  public static ElementType smallest(boolean whole, double least, double greatest) {
    return TYPES.stream()
        .filter(type -> type == ElementType.FLOAT32 || (whole && fits(type, least, greatest)))
        .findFirst()
        .orElseThrow();
  }

  private static boolean fits(ElementType type, double least, double greatest) {
    return switch (type) {
      case UINT8 -> least >= 0 && greatest <= 255;
      case INT8 -> least >= Byte.MIN_VALUE && greatest <= Byte.MAX_VALUE;
      case INT16 -> least >= Short.MIN_VALUE && greatest <= Short.MAX_VALUE;
      case FLOAT32, INT32, INT64, FLOAT16, BOOL -> false;
    };
  }

  /** Appends a number. */
  static void put(ElementType type, ByteBuffer target, float value) {
    switch (type) {
      case UINT8, INT8 -> target.put((byte) exact(type, (int) value, value));
      case INT16 -> target.putShort((short) exact(type, (int) value, value));
      case FLOAT32 -> target.putFloat(value);
      case INT32, INT64, FLOAT16, BOOL -> throw notStored(type);
    }
  }

  /** Reads numbers from a place on, as many as the array holds. */
  static void get(ElementType type, ByteBuffer source, int offset, float[] values) {
    switch (type) {
      case UINT8 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = Byte.toUnsignedInt(source.get(offset + i));
        }
      }
      case INT8 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = source.get(offset + i);
        }
      }
      case INT16 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = source.getShort(offset + i * Short.BYTES);
        }
      }
      case FLOAT32 ->
          source
              .slice(offset, values.length * Float.BYTES)
              .order(source.order())
              .asFloatBuffer()
              .get(values);
      case INT32, INT64, FLOAT16, BOOL -> throw notStored(type);
    }
  }

  private static int exact(ElementType type, int whole, float value) {
    if (whole != value || !fits(type, whole, whole)) {
      throw new IllegalArgumentException(value + " is not exact in " + type);
    }
    return whole;
  }

  private static IllegalArgumentException notStored(ElementType type) {
    return new IllegalArgumentException("Features are not stored as " + type);
  }
}
