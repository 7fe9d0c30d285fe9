package io.edgeflow.formats.tflite;

import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.formats.weight.StoredWeight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;

/** Reads the weights of a TFLite file. */
public final class TfliteWeights {
  private TfliteWeights() {}

  /** The weights in the order of the operators; {@code where} is named in errors. */
  public static List<StoredWeight> read(byte[] bytes, Object where) {
    return TfliteFile.read(bytes, where, TfliteWeights::read);
  }

  private static List<StoredWeight> read(Model model) {
    SubGraph graph = model.subgraphs(0);
    Map<Integer, Integer> storedAs = new HashMap<>();
    List<StoredWeight> weights = new ArrayList<>();
    for (int i = 0; i < graph.operatorsLength(); i++) {
      Operator operator = graph.operators(i);
      int builtin = model.operatorCodes((int) operator.opcodeIndex()).builtinCode();
      if (builtin == BuiltinOperator.DEQUANTIZE) {
        storedAs.put(operator.outputs(0), operator.inputs(0));
      } else if (builtin == BuiltinOperator.CONV_2D
          || builtin == BuiltinOperator.DEPTHWISE_CONV_2D
          || builtin == BuiltinOperator.TRANSPOSE_CONV
          || builtin == BuiltinOperator.FULLY_CONNECTED) {
        int weight = operator.inputs(1);
        weights.add(count(model, graph.tensors(storedAs.getOrDefault(weight, weight))));
      }
    }
    return weights;
  }

  private static StoredWeight count(Model model, Tensor weight) {
    ElementType type =
        switch (weight.type()) {
          case TensorType.FLOAT32 -> ElementType.FLOAT32;
          case TensorType.FLOAT16 -> ElementType.FLOAT16;
          default -> ElementType.INT8;
        };
    return StoredWeight.of(
        weight.name(), type, model.buffers((int) weight.buffer()).dataAsByteBuffer());
  }
}
