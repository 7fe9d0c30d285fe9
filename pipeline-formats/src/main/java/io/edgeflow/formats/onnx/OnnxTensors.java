package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.edgeflow.core.tensor.Dimension;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.Arrays;

/** Tensors, shapes and element types as ONNX messages. */
final class OnnxTensors {
  private OnnxTensors() {}

  static TensorProto initializer(String name, Tensor tensor) {
    return described(name, tensor).setRawData(ByteString.copyFrom(tensor.bytes())).build();
  }

  /** An initializer whose elements the session is given beside the file. */
  static TensorProto outside(String name, Tensor tensor) {
    return described(name, tensor)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(
            StringStringEntryProto.newBuilder().setKey("location").setValue("beside the file"))
        .build();
  }

  private static TensorProto.Builder described(String name, Tensor tensor) {
    TensorProto.Builder proto =
        TensorProto.newBuilder().setName(name).setDataType(code(tensor.type()));
    for (int dim : tensor.dims()) {
      proto.addDims(dim);
    }
    return proto;
  }

  static ValueInfoProto value(String name, Shape shape) {
    TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
    for (Dimension dimension : shape.dimensions()) {
      TensorShapeProto.Dimension.Builder dim = dims.addDimBuilder();
      if (dimension instanceof Dimension.Fixed fixed) {
        dim.setDimValue(fixed.size());
      } else {
        dim.setDimParam(dimension.toString());
      }
    }
    TypeProto.Tensor.Builder type =
        TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE).setShape(dims);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  /** The same zero point for each scale. */
  static Tensor zeroPoint(ElementType type, int[] dims, int zeroPoint) {
    int count = Arrays.stream(dims).reduce(1, Math::multiplyExact);
    byte[] bytes = new byte[count * type.bytes()];
    if (type.bytes() == 1) {
      Arrays.fill(bytes, (byte) zeroPoint);
    }
    return Tensor.of(type, dims, bytes);
  }

  static int code(ElementType type) {
    return switch (type) {
      case FLOAT32 -> TensorProto.DataType.FLOAT_VALUE;
      case INT32 -> TensorProto.DataType.INT32_VALUE;
      case INT64 -> TensorProto.DataType.INT64_VALUE;
      case INT8 -> TensorProto.DataType.INT8_VALUE;
      case UINT8 -> TensorProto.DataType.UINT8_VALUE;
      case FLOAT16 -> TensorProto.DataType.FLOAT16_VALUE;
      case INT16 -> TensorProto.DataType.INT16_VALUE;
      case BOOL -> TensorProto.DataType.BOOL_VALUE;
    };
  }
}
