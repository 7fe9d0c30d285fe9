package io.edgeflow.formats.tflite.read;

import com.google.flatbuffers.Table;
import java.util.List;
import java.util.Optional;
import org.tensorflow.lite.schema.Operator;

/**
 * An operator of the file.
 *
 * @param index its place in the file's order
 * @param kind its name in TFLite, or that of a custom one
 * @param code TFLite's number
 * @param inputs the tensors that it reads, -1 for one that is not there
 * @param table what it was read from
 */
record FileOperator(
    int index, String kind, int code, List<Integer> inputs, List<Integer> outputs, Operator table) {
  /** Stands for a tensor that is not there. */
  static final int ABSENT = -1;

  FileOperator {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  boolean has(int input) {
    return input < inputs.size() && inputs.get(input) != ABSENT;
  }

  /** The options of a type; empty if it has none, or others. */
  <T extends Table> Optional<T> options(byte type, T empty) {
    return table.builtinOptionsType() == type && table.builtinOptions(empty) != null
        ? Optional.of(empty)
        : Optional.empty();
  }
}
