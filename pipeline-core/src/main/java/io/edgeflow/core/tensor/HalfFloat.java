package io.edgeflow.core.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** 16-bit IEEE 754 floats (binary16) as bits. */
public final class HalfFloat {
  /** The largest finite one. */
  public static final float MAX = 65504;

  private static final int LEAST_EXPONENT = -14;
  private static final int FRACTION_BITS = 10;
  private static final short SIGN = (short) 0x8000;
  private static final short INFINITY = 0x7c00;
  private static final short NAN = 0x7e00;

  private HalfFloat() {}

  /** The nearest half, ties to even; infinity beyond {@link #MAX}, one NaN for all. */
  public static short of(float value) {
    if (Float.isNaN(value)) {
      return NAN;
    }
    short sign = Float.floatToRawIntBits(value) < 0 ? SIGN : 0;
    return (short) (sign | magnitude(Math.abs(value)));
  }

  private static int magnitude(float value) {
    int exponent = Math.max(LEAST_EXPONENT, Math.getExponent(value));
    if (exponent > -LEAST_EXPONENT + 1) {
      return INFINITY;
    }
    // In steps of the last bit a half counts on through the exponents, up to infinity.
    double steps = Math.rint(Math.scalb((double) value, FRACTION_BITS - exponent));
    return ((exponent - LEAST_EXPONENT) << FRACTION_BITS) + (int) steps;
  }

  /** The exact value of a half. */
  public static float toFloat(short half) {
    int bits = half & 0x7fff;
    float magnitude;
    if (bits > INFINITY) {
      magnitude = Float.NaN;
    } else if (bits == INFINITY) {
      magnitude = Float.POSITIVE_INFINITY;
    } else {
      int exponent = Math.max(1, bits >> FRACTION_BITS);
      int fraction = bits - ((exponent - 1) << FRACTION_BITS);
      magnitude = Math.scalb((float) fraction, exponent - 1 + LEAST_EXPONENT - FRACTION_BITS);
    }
    return half < 0 ? -magnitude : magnitude;
  }

  /** A FLOAT32 tensor's elements as halves. */
  public static Tensor of(Tensor floats) {
    float[] values = floats.toFloats();
    ByteBuffer halves =
        ByteBuffer.allocateDirect(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      halves.putShort(of(value));
    }
    return Tensor.wrap(ElementType.FLOAT16, floats.dims(), halves.flip());
  }
}
