package io.edgeflow.formats.quant;

/** The scales of one output channel. */
record ChannelScale(float weight, float bias) {}
