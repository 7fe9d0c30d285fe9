package io.edgeflow.formats.tflite;

import io.edgeflow.formats.weight.StoredWeight;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
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
    List<StoredWeight> weights = new ArrayList<>();
    for (int i = 0; i < graph.operatorsLength(); i++) {
      Operator operator = graph.operators(i);
      int builtin = model.operatorCodes((int) operator.opcodeIndex()).builtinCode();
      if (builtin == BuiltinOperator.CONV_2D
          || builtin == BuiltinOperator.DEPTHWISE_CONV_2D
          || builtin == BuiltinOperator.FULLY_CONNECTED) {
        weights.add(count(model, graph.tensors(operator.inputs(1))));
      }
    }
    return weights;
  }

  private static StoredWeight count(Model model, Tensor weight) {
    ByteBuffer data =
        model.buffers((int) weight.buffer()).dataAsByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long zeros = 0;
    if (weight.type() == TensorType.INT8) {
      long size = data.remaining();
      while (data.hasRemaining()) {
        zeros += data.get() == 0 ? 1 : 0;
      }
      return new StoredWeight(weight.name(), zeros, size);
    }
    FloatBuffer values = data.asFloatBuffer();
    for (int i = 0; i < values.limit(); i++) {
      zeros += values.get(i) == 0 ? 1 : 0;
    }
    return new StoredWeight(weight.name(), zeros, values.limit());
  }
}
