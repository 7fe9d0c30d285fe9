package io.edgeflow.formats.layout;

import io.edgeflow.core.tensor.HalfFloat;
import java.nio.ByteBuffer;

/** The elements of tensors in files of other tools, as numbers. */
public enum ForeignType {
  /** 32-bit floats. */
  FLOAT32(4),
  /** 64-bit floats. */
  FLOAT64(8),
  /** 16-bit floats. */
  FLOAT16(2),
  /** 64-bit integers. */
  INT64(8),
  /** 32-bit integers. */
  INT32(4),
  /** 16-bit integers. */
  INT16(2),
  /** 8-bit integers. */
  INT8(1),
  /** 8-bit integers without a sign. */
  UINT8(1),
  /** A truth value in a byte. */
  BOOL(1);

  private final int bytes;

  ForeignType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes an element. */
  public int bytes() {
    return bytes;
  }

  /** The element at an index, as a float. */
  public float get(ByteBuffer elements, int index) {
    int at = index * bytes;
    return switch (this) {
      case FLOAT32 -> elements.getFloat(at);
      case FLOAT64 -> (float) elements.getDouble(at);
      case FLOAT16 -> HalfFloat.toFloat(elements.getShort(at));
      case INT64 -> elements.getLong(at);
      case INT32 -> elements.getInt(at);
      case INT16 -> elements.getShort(at);
      case INT8, BOOL -> elements.get(at);
      case UINT8 -> Byte.toUnsignedInt(elements.get(at));
    };
  }

  /** Sets the element at an index; whole numbers are rounded to the nearest that there is. */
  void put(ByteBuffer elements, int index, float value) {
    int at = index * bytes;
    switch (this) {
      case FLOAT32 -> elements.putFloat(at, value);
      case FLOAT64 -> elements.putDouble(at, value);
      case FLOAT16 -> elements.putShort(at, HalfFloat.of(value));
      case INT64 -> elements.putLong(at, Math.round((double) value));
      case INT32 -> elements.putInt(at, Math.round(value));
      case INT16 -> elements.putShort(at, (short) whole(value, Short.MIN_VALUE, Short.MAX_VALUE));
      case INT8 -> elements.put(at, (byte) whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
      case UINT8 -> elements.put(at, (byte) whole(value, 0, 0xff));
      case BOOL -> elements.put(at, (byte) (value == 0 ? 0 : 1));
    }
  }

  private static int whole(float value, int least, int most) {
    return Math.max(least, Math.min(most, Math.round(value)));
  }
}
