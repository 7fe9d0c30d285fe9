package io.edgeflow.core.tensor;

/** The element types of tensors, with their size and their names in safetensors and NumPy. */
public enum ElementType {
  /** 32-bit IEEE float. */
  FLOAT32(4, "F32", "<f4"),
  /** 32-bit signed integer. */
  INT32(4, "I32", "<i4"),
  /** 64-bit signed integer. */
  INT64(8, "I64", "<i8"),
  /** 8-bit signed integer. */
  INT8(1, "I8", "|i1"),
  /** 8-bit unsigned integer. */
  UINT8(1, "U8", "|u1"),
  /** 16-bit IEEE float. */
  FLOAT16(2, "F16", "<f2"),
  /** 16-bit signed integer. */
  INT16(2, "I16", "<i2"),
  /** A truth value in a byte, 0 or 1. */
  BOOL(1, "BOOL", "|b1");

  private final int bytes;
  private final String safetensors;
  private final String numpy;

  ElementType(int bytes, String safetensors, String numpy) {
    this.bytes = bytes;
    this.safetensors = safetensors;
    this.numpy = numpy;
  }

  /** Bytes an element. */
  public int bytes() {
    return bytes;
  }

  /** The name in a safetensors header. */
  public String safetensors() {
    return safetensors;
  }

  /** The NumPy type string. */
  public String numpy() {
    return numpy;
  }
}
