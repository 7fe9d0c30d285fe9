package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Builds an ONNX model, node by node. */
final class Onnx {
  private final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8);
  private final GraphProto.Builder graph = model.getGraphBuilder().setName("test");

  /** A model of an opset. */
  static Onnx opset(int version) {
    Onnx onnx = new Onnx();
    onnx.model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(version));
    return onnx;
  }

  /** An input of floats; a size of -1 is open. */
  Onnx input(String name, long... sizes) {
    return typedInput(name, DataType.FLOAT_VALUE, sizes);
  }

  Onnx typedInput(String name, int type, long... sizes) {
    graph.addInput(value(name, type, sizes));
    return this;
  }

  /** An output of floats; its sizes are left out. */
  Onnx output(String name) {
    return output(name, DataType.FLOAT_VALUE);
  }

  Onnx output(String name, int type) {
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type);
    graph.addOutput(
        ValueInfoProto.newBuilder()
            .setName(name)
            .setType(TypeProto.newBuilder().setTensorType(tensor)));
    return this;
  }

  /** A constant of floats. */
  Onnx floats(String name, long[] dims, float... values) {
    TensorProto.Builder tensor = tensor(name, DataType.FLOAT_VALUE, dims);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return constant(tensor.build());
  }

  /** A constant of floats that look random, drawn by a seed. */
  Onnx drawn(String name, int seed, long... dims) {
    return floats(name, dims, values(Math.toIntExact(product(dims)), seed));
  }

  /** A constant of whole numbers, as a list. */
  Onnx longs(String name, long... values) {
    TensorProto.Builder tensor = tensor(name, DataType.INT64_VALUE, values.length);
    Arrays.stream(values).forEach(tensor::addInt64Data);
    return constant(tensor.build());
  }

  Onnx constant(TensorProto tensor) {
    graph.addInitializer(tensor);
    return this;
  }

  /** A node whose inputs are parted by commas and whose name is that of its output. */
  Onnx node(String type, String inputs, String output, AttributeProto... attributes) {
    return node(type, inputs, List.of(output), attributes);
  }

  /** The number of samples in a tensor, as exporters compute it; adds constants of its name. */
  Onnx samples(String tensor, String output) {
    return node("Shape", tensor, output + "_sizes")
        .longs(output + "_axis", 0)
        .node("Gather", output + "_sizes," + output + "_axis", output);
  }

  /** A node of several outputs. */
  Onnx node(String type, String inputs, List<String> outputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(outputs.get(0) + "_node")
            .addAllInput(inputs.isEmpty() ? List.of() : List.of(inputs.split(",", -1)))
            .addAllOutput(outputs)
            .addAllAttribute(List.of(attributes)));
    return this;
  }

  /** Changes anything. */
  Onnx change(Consumer<ModelProto.Builder> change) {
    change.accept(model);
    return this;
  }

  byte[] bytes() {
    return model.build().toByteArray();
  }

  Path write(Path file) {
    try {
      return Files.write(file, bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TensorProto.Builder tensor(String name, int type, long... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type);
    Arrays.stream(dims).forEach(tensor::addDims);
    return tensor;
  }

  static AttributeProto number(String name, long value) {
    return attribute(name, AttributeType.INT).setI(value).build();
  }

  static AttributeProto numbers(String name, long... values) {
    AttributeProto.Builder attribute = attribute(name, AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  static AttributeProto real(String name, double value) {
    return attribute(name, AttributeType.FLOAT).setF((float) value).build();
  }

  static AttributeProto text(String name, String value) {
    return attribute(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)).build();
  }

  static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  private static ValueInfoProto value(String name, int type, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      if (size < 0) {
        shape.addDimBuilder().setDimParam("open" + shape.getDimCount());
      } else {
        shape.addDimBuilder().setDimValue(size);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
        .build();
  }

  private static long product(long[] sizes) {
    return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
  }

  /** Numbers that look random and are the same each time. */
  static float[] values(int count, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
