package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.op.Recurrent;

/**
 * Layers that read a series step by step: a rule unrolls them. TFLite has a kernel for one kind of
 * LSTM, whose state outlives an invocation: the next sample would not start from zero.
 */
interface TfliteRecurrent extends Recurrent.Visitor<TfliteCall>, TfliteScope {
  @Override
  default TfliteCall lstm(Recurrent.Lstm op) {
    throw refuse("TFLite has no LSTM that forgets its state");
  }

  @Override
  default TfliteCall gru(Recurrent.Gru op) {
    throw refuse("TFLite has no GRU");
  }
}
