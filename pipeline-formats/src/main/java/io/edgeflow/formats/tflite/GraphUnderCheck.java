package io.edgeflow.formats.tflite;

import io.edgeflow.core.error.PipelineException;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;

/**
 * A TFLite graph that is being checked: whatever it is asked for that is not there is damage.
 *
 * @param damaged the error for what was found
 */
record GraphUnderCheck(Model model, SubGraph graph, Function<String, PipelineException> damaged) {
  /** Stands for an optional tensor that is not there, as TensorFlow does with a bias of zeros. */
  static final int ABSENT = -1;

  int tensor(int index) {
    require(index >= 0 && index < graph.tensorsLength(), "a tensor numbered " + index);
    return index;
  }

  /** What an operator reads at a place. */
  Tensor read(Operator operator, int input) {
    require(input < operator.inputsLength(), "an operator without its inputs");
    return graph.tensors(tensor(operator.inputs(input)));
  }

  /** What an operator gives. */
  Tensor given(Operator operator) {
    require(operator.outputsLength() > 0, "an operator without an output");
    return graph.tensors(tensor(operator.outputs(0)));
  }

  void requireInputs(Operator operator, int count) {
    require(operator.inputsLength() == count, "an operator without its parameters");
  }

  /** The constant integers that an operator takes as an input. */
  List<Integer> integers(Operator operator, int input) {
    Tensor tensor = read(operator, input);
    require(
        isConstant(operator.inputs(input)) && tensor.type() == TensorType.INT32,
        name(tensor) + " that is no constant of 32-bit integers");
    IntBuffer values =
        model
            .buffers((int) tensor.buffer())
            .dataAsByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asIntBuffer();
    return IntStream.range(0, values.remaining()).mapToObj(values::get).toList();
  }

  static boolean hasScales(Tensor tensor) {
    @Nullable QuantizationParameters scales = tensor.quantization();
    return scales != null
        && scales.scaleLength() > 0
        && scales.zeroPointLength() == scales.scaleLength();
  }

  boolean isConstant(int index) {
    return model.buffers((int) graph.tensors(index).buffer()).dataLength() > 0;
  }

  static int last(Tensor tensor) {
    return tensor.shape(tensor.shapeLength() - 1);
  }

  static long elements(Tensor tensor) {
    return LongStream.range(0, tensor.shapeLength())
        .map(i -> tensor.shape((int) i))
        .reduce(1, Math::multiplyExact);
  }

  static String operatorName(int builtin) {
    return builtin >= 0 && builtin < BuiltinOperator.names.length
        ? BuiltinOperator.name(builtin)
        : "numbered " + builtin;
  }

  static String name(Tensor tensor) {
    return "tensor " + tensor.name();
  }

  void require(boolean holds, String found) {
    if (!holds) {
      throw damaged.apply(found);
    }
  }
}
