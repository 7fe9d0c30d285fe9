package io.edgeflow.formats.tflite;

import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.formats.QuantizedOperation;
import io.edgeflow.formats.QuantizedOperation.Operand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;

/** The operations of a TFLite file. */
public final class TfliteOperations {
  private final Model model;
  private final SubGraph graph;

  private TfliteOperations(Model model) {
    this.model = model;
    this.graph = model.subgraphs(0);
  }

  /** Those of a file that compute: without RESHAPE, which the converter leaves out at times. */
  public static List<QuantizedOperation> of(Path file) throws IOException {
    Model model = Model.getRootAsModel(ByteBuffer.wrap(Files.readAllBytes(file)));
    return new TfliteOperations(model).all();
  }

  private List<QuantizedOperation> all() {
    return IntStream.range(0, graph.operatorsLength())
        .mapToObj(graph::operators)
        .filter(op -> builtin(op) != BuiltinOperator.RESHAPE)
        .map(this::operation)
        .toList();
  }

  private int builtin(Operator op) {
    return model.operatorCodes((int) op.opcodeIndex()).builtinCode();
  }

  private QuantizedOperation operation(Operator op) {
    List<Operand> inputs =
        IntStream.range(0, op.inputsLength())
            .mapToObj(i -> operand(graph.tensors(op.inputs(i))))
            .toList();
    int version = model.operatorCodes((int) op.opcodeIndex()).version();
    String kind = BuiltinOperator.name(builtin(op)) + " " + version;
    return new QuantizedOperation(kind, inputs, operand(graph.tensors(op.outputs(0))));
  }

  private Operand operand(Tensor tensor) {
    List<Float> scales = new ArrayList<>();
    List<Long> zeroPoints = new ArrayList<>();
    QuantizationParameters params = tensor.quantization();
    for (int i = 0; params != null && i < params.scaleLength(); i++) {
      scales.add(params.scale(i));
      zeroPoints.add(params.zeroPoint(i));
    }
    return new Operand(scales, zeroPoints, content(tensor));
  }

  private List<io.edgeflow.core.tensor.Tensor> content(Tensor tensor) {
    ByteBuffer data = model.buffers((int) tensor.buffer()).dataAsByteBuffer();
    if (data == null || !data.hasRemaining()) {
      return List.of();
    }
    int[] dims = IntStream.range(0, tensor.shapeLength()).map(tensor::shape).toArray();
    ByteBuffer direct = ByteBuffer.allocateDirect(data.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    ElementType type = tensor.type() == TensorType.INT8 ? ElementType.INT8 : ElementType.INT32;
    return List.of(io.edgeflow.core.tensor.Tensor.wrap(type, dims, direct.put(data).flip()));
  }
}
