package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.error.PipelineException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * What is in a TFLite file, checked: whatever it names is there, and every operator reads only what
 * was computed before it.
 *
 * @param where named in errors
 * @param bytes of the file
 * @param names of inputs and outputs in the model's signature, by tensor
 * @param notes the metadata by name
 */
record TfliteModel(
    Object where,
    long bytes,
    List<FileTensor> tensors,
    List<FileOperator> operators,
    List<Integer> inputs,
    List<Integer> outputs,
    Map<Integer, String> names,
    Map<String, ByteBuffer> notes) {
  TfliteModel {
    tensors = List.copyOf(tensors);
    operators = List.copyOf(operators);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    names = Map.copyOf(names);
    notes = Map.copyOf(notes);
  }

  FileTensor tensor(int index) {
    return tensors.get(index);
  }

  /** The operators that read a tensor. */
  List<FileOperator> readers(int tensor) {
    return operators.stream().filter(operator -> operator.inputs().contains(tensor)).toList();
  }

  /** A file that is not well-formed. */
  static PipelineException damaged(Object where, String found) {
    return PipelineException.failed("The TFLite file is damaged").found(found).where(where).build();
  }
}
