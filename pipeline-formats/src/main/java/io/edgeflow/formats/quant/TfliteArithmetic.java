package io.edgeflow.formats.quant;

import io.edgeflow.core.tensor.ElementType;

/** TensorFlow 2.21's converter: multiplies by the float32 inverse, rounds half away from zero. */
final class TfliteArithmetic implements QuantArithmetic {
  private static final float STEPS = 255;
  private static final float WEIGHT_STEPS = 254;
  private static final double NARROW = 1e-6;
  private static final float SMALLEST_WEIGHT = 5e-7f;
  private static final int BIAS_LIMIT = Integer.MAX_VALUE / 2;

  @Override
  public QuantParams activation(float min, float max) {
    double low = Math.min(min, 0.0);
    double high = Math.max(max, 0.0);
    if (high - low < NARROW) {
      low -= NARROW;
      high += NARROW;
    }
    float scale = ((float) high - (float) low) / STEPS;
    float zeroPoint = Rounding.halfAway((float) (Byte.MIN_VALUE - low / scale));
    return new QuantParams(
        scale, (int) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, zeroPoint)));
  }

  @Override
  public ElementType activationType() {
    return ElementType.INT8;
  }

  @Override
  public byte step(float value, QuantParams params) {
    float steps = Rounding.halfAway(value * (1 / params.scale())) + params.zeroPoint();
    return (byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, steps));
  }

  @Override
  public ChannelScale channel(float largestWeight, float bias, float inputScale) {
    float largest = 2 * (double) largestWeight <= NARROW ? SMALLEST_WEIGHT : largestWeight;
    float scale = (largest + largest) / WEIGHT_STEPS;
    float biasScale = (float) ((double) inputScale * scale);
    double magnitude = Math.abs(bias);
    if (magnitude / biasScale > BIAS_LIMIT) {
      double wider = magnitude / BIAS_LIMIT;
      return new ChannelScale((float) (wider / inputScale), (float) wider);
    }
    return new ChannelScale(scale, biasScale);
  }

  @Override
  public byte weight(float value, float scale) {
    float steps = Rounding.halfAway(value * (1 / scale));
    return (byte) Math.max(-Byte.MAX_VALUE, Math.min(Byte.MAX_VALUE, steps));
  }

  @Override
  public int bias(float value, float scale) {
    double steps = Rounding.halfAway(value * (1 / scale));
    return (int) Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, steps));
  }
}
