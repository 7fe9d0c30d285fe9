package io.edgeflow.formats.quant;

import io.edgeflow.core.tensor.ElementType;

/** One peer's rounding. */
interface QuantArithmetic {
  QuantParams activation(float min, float max);

  ElementType activationType();

  /** One value of a tensor of the activations' type. */
  byte step(float value, QuantParams params);

  /** The scales of a channel from its largest absolute weight, its bias and its input's scale. */
  ChannelScale channel(float largestWeight, float bias, float inputScale);

  byte weight(float value, float scale);

  int bias(float value, float scale);
}
