package io.edgeflow.formats.tflite;

import io.edgeflow.formats.tflite.FlatFile.Options;
import java.util.List;

/**
 * A TFLite operator with the tensors that it reads.
 *
 * @param version the oldest that holds the operation's number format
 */
record TfliteCall(int builtin, int version, List<Integer> inputs, Options options) {
  TfliteCall {
    inputs = List.copyOf(inputs);
  }
}
