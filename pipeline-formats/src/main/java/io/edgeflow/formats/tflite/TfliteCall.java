package io.edgeflow.formats.tflite;

import io.edgeflow.formats.tflite.FlatFile.Options;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;

/**
 * A TFLite operator with the tensors that it reads.
 *
 * @param version the oldest that holds the operation's number format
 */
record TfliteCall(int builtin, int version, List<Integer> inputs, Options options) {
  private static final int NOTHING = -1;

  TfliteCall {
    inputs = List.copyOf(inputs);
  }

  /** A tensor's numbers in another type. */
  static TfliteCall cast(int tensor, byte from, byte to) {
    return new TfliteCall(BuiltinOperator.CAST, 1, List.of(tensor), TfliteOptions.cast(from, to));
  }

  /** No operator: the output is a tensor that there is. */
  static TfliteCall sameAs(int tensor) {
    return new TfliteCall(NOTHING, 0, List.of(tensor), Options.NONE);
  }

  /** Whether there is nothing to do. */
  boolean nothing() {
    return builtin == NOTHING;
  }
}
