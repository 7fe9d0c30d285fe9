package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.HalfFloat;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.FoldedTensor.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/** How the elements of an ONNX tensor lie in the file, and what becomes of them. */
enum StoredType {
  FLOAT32(DataType.FLOAT_VALUE, ElementType.FLOAT32),
  INT8(DataType.INT8_VALUE, ElementType.INT8),
  INT16(DataType.INT16_VALUE, ElementType.INT16),
  INT32(DataType.INT32_VALUE, ElementType.INT32),
  INT64(DataType.INT64_VALUE, ElementType.INT64),
  UINT8(DataType.UINT8_VALUE, ElementType.UINT8),
  BOOL(DataType.BOOL_VALUE, ElementType.BOOL),
  FLOAT64(DataType.DOUBLE_VALUE, Double.BYTES, (in, out) -> out.putFloat((float) in.getDouble())),
  FLOAT16(
      DataType.FLOAT16_VALUE,
      Short.BYTES,
      (in, out) -> out.putFloat(HalfFloat.toFloat(in.getShort()))),
  BFLOAT16(
      DataType.BFLOAT16_VALUE,
      Short.BYTES,
      (in, out) -> out.putFloat(Float.intBitsToFloat(in.getShort() << Short.SIZE)));

  /** That of the widest element type. */
  private static final int ALIGNMENT = Long.BYTES;

  private final int code;
  private final ElementType type;
  private final int bytes;
  private final BiConsumer<ByteBuffer, ByteBuffer> convert;
  private final boolean kept;

  /** Elements that stay as they are. */
  StoredType(int code, ElementType type) {
    this.code = code;
    this.type = type;
    this.bytes = type.bytes();
    this.convert = (in, out) -> out.put(in);
    this.kept = true;
  }

  /** Floats of another width. */
  StoredType(int code, int bytes, BiConsumer<ByteBuffer, ByteBuffer> convert) {
    this.code = code;
    this.type = ElementType.FLOAT32;
    this.bytes = bytes;
    this.convert = convert;
    this.kept = false;
  }

  /** The type with a code of ONNX's; empty for one that no operator of the graph reads. */
  static Optional<StoredType> of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /** ONNX's word for a type, as NumPy has it where it has one. */
  static String word(int code) {
    return switch (code) {
      case DataType.FLOAT_VALUE -> "float32";
      case DataType.DOUBLE_VALUE -> "float64";
      default -> {
        DataType known = DataType.forNumber(code);
        yield known == null ? "type " + code : known.name().toLowerCase(Locale.ROOT);
      }
    };
  }

  /** What the elements are. */
  Kind kind() {
    return switch (this) {
      case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> Kind.FLOAT;
      case INT8, INT16, INT32, INT64, UINT8 -> Kind.INT;
      case BOOL -> Kind.BOOL;
    };
  }

  /** What the elements become. */
  ElementType type() {
    return type;
  }

  /** Bytes an element in the file. */
  int bytes() {
    return bytes;
  }

  /** Puts an element of a list of numbers as it would lie in {@code raw_data}. */
  void put(TensorProto proto, int i, ByteBuffer out) {
    switch (this) {
      case FLOAT32 -> out.putFloat(proto.getFloatData(i));
      case FLOAT64 -> out.putDouble(proto.getDoubleData(i));
      case INT64 -> out.putLong(proto.getInt64Data(i));
      case INT32 -> out.putInt(proto.getInt32Data(i));
      case FLOAT16, BFLOAT16, INT16 -> out.putShort((short) proto.getInt32Data(i));
      case INT8, UINT8, BOOL -> out.put((byte) proto.getInt32Data(i));
    }
  }

  /** How many elements a tensor has as a list of numbers. */
  int listed(TensorProto proto) {
    return switch (this) {
      case FLOAT32 -> proto.getFloatDataCount();
      case FLOAT64 -> proto.getDoubleDataCount();
      case INT64 -> proto.getInt64DataCount();
      default -> proto.getInt32DataCount();
    };
  }

  /** A tensor of these bytes, in their own memory where they can stay there. */
  Tensor tensor(int[] dims, ByteBuffer stored) {
    ByteBuffer in = stored.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (kept && in.isDirect() && in.alignmentOffset(0, ALIGNMENT) == 0) {
      return Tensor.wrap(type, dims, in);
    }
    ByteBuffer out =
        ByteBuffer.allocateDirect(in.remaining() / bytes * type.bytes())
            .order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      convert.accept(in, out);
    }
    return Tensor.wrap(type, dims, out.flip());
  }
}
