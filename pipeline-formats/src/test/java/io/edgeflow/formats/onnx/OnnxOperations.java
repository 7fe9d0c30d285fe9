package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.QuantizedOperation;
import io.edgeflow.formats.QuantizedOperation.Operand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;

/** The operations of an ONNX file that stand between QuantizeLinear and DequantizeLinear. */
public final class OnnxOperations {
  private static final Operand FLOATS = new Operand(List.of(), List.of(), List.of());

  private final GraphProto graph;

  private OnnxOperations(GraphProto graph) {
    this.graph = graph;
  }

  /** Those of a file. */
  public static List<QuantizedOperation> of(Path file) throws IOException {
    return new OnnxOperations(ModelProto.parseFrom(Files.readAllBytes(file)).getGraph()).all();
  }

  private List<QuantizedOperation> all() {
    return graph.getNodeList().stream()
        .filter(node -> !node.getOpType().endsWith("quantizeLinear"))
        .filter(node -> !node.getOpType().equals("QuantizeLinear"))
        .map(this::operation)
        .toList();
  }

  private QuantizedOperation operation(NodeProto node) {
    List<Operand> inputs = new ArrayList<>();
    for (String input : node.getInputList()) {
      inputs.add(
          producer(input)
              .filter(p -> p.getOpType().equals("DequantizeLinear"))
              .map(this::operand)
              .orElse(FLOATS));
    }
    Operand output = reader(node.getOutput(0)).map(this::operand).orElse(FLOATS);
    return new QuantizedOperation(node.getOpType(), inputs, output);
  }

  private Operand operand(NodeProto linear) {
    List<Tensor> content =
        linear.getOpType().equals("DequantizeLinear")
            ? initializer(linear.getInput(0)).map(OnnxOperations::integers).stream().toList()
            : List.of();
    return new Operand(
        floats(initializer(linear.getInput(1)).orElseThrow()),
        zeroPoints(initializer(linear.getInput(2)).orElseThrow()),
        content);
  }

  private Optional<NodeProto> producer(String tensor) {
    return graph.getNodeList().stream().filter(n -> n.getOutputList().contains(tensor)).findFirst();
  }

  private Optional<NodeProto> reader(String tensor) {
    return graph.getNodeList().stream()
        .filter(n -> n.getOpType().equals("QuantizeLinear") && n.getInput(0).equals(tensor))
        .findFirst();
  }

  private Optional<TensorProto> initializer(String name) {
    return graph.getInitializerList().stream().filter(t -> t.getName().equals(name)).findFirst();
  }

  private static List<Float> floats(TensorProto tensor) {
    if (tensor.getRawData().isEmpty()) {
      return tensor.getFloatDataList();
    }
    ByteBuffer bytes = raw(tensor);
    List<Float> values = new ArrayList<>();
    while (bytes.hasRemaining()) {
      values.add(bytes.getFloat());
    }
    return values;
  }

  private static List<Long> zeroPoints(TensorProto tensor) {
    Tensor values = integers(tensor);
    if (values.type() == ElementType.INT32) {
      int[] ints = new int[values.size()];
      values.ints().get(ints);
      return Arrays.stream(ints).mapToObj(i -> (long) i).toList();
    }
    byte[] bytes = values.toBytes();
    boolean signed = values.type() == ElementType.INT8;
    return LongStream.range(0, bytes.length)
        .map(i -> signed ? bytes[(int) i] : Byte.toUnsignedInt(bytes[(int) i]))
        .boxed()
        .toList();
  }

  private static Tensor integers(TensorProto tensor) {
    int[] dims = tensor.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
    ElementType type =
        Arrays.stream(ElementType.values())
            .filter(t -> OnnxTensors.code(t) == tensor.getDataType())
            .findFirst()
            .orElseThrow();
    ByteBuffer bytes = tensor.getRawData().isEmpty() ? packed(tensor, type) : raw(tensor);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.remaining());
    return Tensor.wrap(
        type,
        dims,
        direct.order(ByteOrder.LITTLE_ENDIAN).put(Objects.requireNonNull(bytes)).flip());
  }

  private static ByteBuffer packed(TensorProto tensor, ElementType type) {
    ByteBuffer bytes =
        ByteBuffer.allocate(tensor.getInt32DataCount() * type.bytes())
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int value : tensor.getInt32DataList()) {
      if (type.bytes() == 1) {
        bytes.put((byte) value);
      } else {
        bytes.putInt(value);
      }
    }
    return bytes.flip();
  }

  private static ByteBuffer raw(TensorProto tensor) {
    return ByteBuffer.wrap(tensor.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
  }
}
