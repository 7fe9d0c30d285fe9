package io.edgeflow.formats.quant;

import io.edgeflow.core.tensor.ElementType;

/** ONNX Runtime 1.29's static quantizer: divides, rounds half to even. */
final class OrtArithmetic implements QuantArithmetic {
  private static final int STEPS = 255;
  private static final int WEIGHT_STEPS = 254;
  private static final double BIAS_SPAN = 2.0 * Integer.MAX_VALUE;
  private static final float BIAS_MARGIN = 1.0001f;

  @Override
  public QuantParams activation(float min, float max) {
    float low = Math.min(min, 0);
    float high = Math.max(max, 0);
    double scale = (double) (high - low) / STEPS;
    if (scale < Float.MIN_NORMAL) {
      return new QuantParams(1, 0);
    }
    return new QuantParams((float) scale, (int) Math.rint(-(double) low / scale));
  }

  @Override
  public ElementType activationType() {
    return ElementType.UINT8;
  }

  @Override
  public byte step(float value, QuantParams params) {
    double steps = Math.rint(value / params.scale()) + params.zeroPoint();
    return (byte) (int) Math.max(0, Math.min(STEPS, steps));
  }

  @Override
  public ChannelScale channel(float largestWeight, float bias, float inputScale) {
    double exact = (double) (largestWeight * 2) / WEIGHT_STEPS;
    float scale = exact < Float.MIN_NORMAL ? 1 : (float) exact;
    double least = (double) (BIAS_MARGIN * (2 * Math.abs(bias))) / BIAS_SPAN;
    double product = (double) inputScale * scale;
    if (product < least && product > 0) {
      scale = (float) (scale * (least / product));
    }
    return new ChannelScale(scale, inputScale * scale);
  }

  @Override
  public byte weight(float value, float scale) {
    return (byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, Math.rint(value / scale)));
  }

  @Override
  public int bias(float value, float scale) {
    // A cast of an out-of-range double saturates, as the peer's clip does.
    return (int) Math.rint((double) value / scale);
  }
}
