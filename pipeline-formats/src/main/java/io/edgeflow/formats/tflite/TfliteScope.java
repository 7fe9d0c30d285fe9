package io.edgeflow.formats.tflite;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.formats.lower.FusedOp;
import io.edgeflow.formats.lower.LoweredGraph;
import io.edgeflow.formats.lower.Value;
import io.edgeflow.formats.tflite.FlatFile.Options;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BuiltinOperator;

/** What the operators of every family are written with. */
interface TfliteScope {
  /** A size that follows from the others. */
  int ANY = -1;

  /** The operation that is written. */
  FusedOp fused();

  /** The graph that it belongs to. */
  LoweredGraph graph();

  /** The tensors so far. */
  TfliteTensors tensors();

  /** Whether it gives 8-bit integers. */
  default boolean int8() {
    return graph().value(fused().output()).quant().isPresent();
  }

  /** The first value that it reads. */
  default Value input() {
    return graph().value(fused().inputs().get(0));
  }

  /** The value that it gives. */
  default Value output() {
    return graph().value(fused().output());
  }

  /** The code of its fused activation. */
  default byte activation() {
    return switch (fused().activation()) {
      case NONE -> ActivationFunctionType.NONE;
      case RELU -> ActivationFunctionType.RELU;
      case RELU6 -> ActivationFunctionType.RELU6;
    };
  }

  /** An operator that reads values and parameters; 8-bit integers came with its version 2. */
  default TfliteCall plain(int builtin, Options options, Integer... parameters) {
    List<Integer> inputs = new ArrayList<>();
    fused().inputs().forEach(input -> inputs.add(tensors().index(input)));
    fused()
        .optional(ConstantRole.OPERAND)
        .ifPresent(c -> inputs.add(tensors().operand(fused(), c)));
    inputs.addAll(List.of(parameters));
    return new TfliteCall(builtin, int8() ? 2 : 1, inputs, options);
  }

  /** A reshape of a tensor to the output's sizes, whatever the number of samples. */
  default TfliteCall reshape(int tensor) {
    List<Integer> shape = new ArrayList<>(graph().value(fused().output()).sizes());
    shape.set(0, ANY);
    return new TfliteCall(
        BuiltinOperator.RESHAPE,
        1,
        List.of(tensor, tensors().integers(fused().output() + ".shape", shape)),
        TfliteOptions.reshape(shape));
  }

  /** A refusal that names the node. */
  default PipelineException refuse(String what) {
    return PipelineException.failed(what)
        .where("node " + fused().name() + ", format tflite")
        .build();
  }
}
