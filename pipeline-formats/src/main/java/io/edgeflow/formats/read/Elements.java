package io.edgeflow.formats.read;

import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;

/** Reads stored elements as numbers, whatever their width. */
interface Elements {
  /** The element as a floating point number. */
  double number(int place);

  /** The element as a whole number, the fraction cut off. */
  long whole(int place);

  /** Those of a tensor. */
  static Elements of(Tensor tensor) {
    ByteBuffer bytes = tensor.bytes();
    return switch (tensor.type()) {
      case FLOAT32 -> (Floats) i -> bytes.getFloat(Float.BYTES * i);
      case INT64 -> (Wholes) i -> bytes.getLong(Long.BYTES * i);
      case INT32 -> (Wholes) i -> bytes.getInt(Integer.BYTES * i);
      case INT16 -> (Wholes) i -> bytes.getShort(Short.BYTES * i);
      case INT8, BOOL -> (Wholes) bytes::get;
      case UINT8 -> (Wholes) i -> bytes.get(i) & 0xff;
      case FLOAT16 -> throw new IllegalArgumentException("Halves are widened first");
    };
  }

  /** Elements that are floats. */
  interface Floats extends Elements {
    @Override
    default long whole(int place) {
      return (long) number(place);
    }
  }

  /** Elements that are whole numbers. */
  interface Wholes extends Elements {
    @Override
    default double number(int place) {
      return whole(place);
    }
  }
}
