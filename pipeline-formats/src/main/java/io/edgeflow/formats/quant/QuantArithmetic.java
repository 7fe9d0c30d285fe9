package io.edgeflow.formats.quant;

/** One peer's rounding. */
interface QuantArithmetic {
  ActivationQuant activation(float min, float max);

  ActivationQuant softmaxOutput();

  /** The scales of a channel from its largest absolute weight, its bias and its input's scale. */
  ChannelScale channel(float largestWeight, float bias, float inputScale);

  byte weight(float value, float scale);

  int bias(float value, float scale);
}
