package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.lower.FusedOp;
import io.edgeflow.formats.lower.LoweredConstant;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An ONNX operator with its attributes, and the parameters that it takes as tensors. */
final class OnnxCall {
  private final NodeProto.Builder node;
  private final List<Parameter> parameters = new ArrayList<>();
  private boolean constantFirst;
  private @Nullable OnnxCall before;
  private @Nullable OnnxCall next;
  private @Nullable Map<ConstantRole, LoweredConstant> constants;
  private int place;

  OnnxCall(String type) {
    node = NodeProto.newBuilder().setOpType(type);
  }

  /**
   * A constant that is an input of the operator, behind data and weights.
   *
   * @param value null where it is left out
   */
  record Parameter(String name, @Nullable Tensor value) {}

  NodeProto.Builder node() {
    return node;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /** Another operator that the first input goes through. */
  OnnxCall behind(OnnxCall reader) {
    before = reader;
    return this;
  }

  Optional<OnnxCall> before() {
    return Optional.ofNullable(before);
  }

  /** Constants in another form than the operation's. */
  OnnxCall constants(Map<ConstantRole, LoweredConstant> newConstants) {
    constants = newConstants;
    return this;
  }

  /** The constants of an operation as the operator takes them, in its order. */
  Map<ConstantRole, LoweredConstant> constantsOf(FusedOp op) {
    return constants == null ? op.constants() : constants;
  }

  /** The place of the output that counts among the operator's outputs. */
  OnnxCall giving(int newPlace) {
    place = newPlace;
    return this;
  }

  int place() {
    return place;
  }

  /** Another operator that reads what this one gives, and gives the output. */
  OnnxCall then(OnnxCall reader) {
    next = reader;
    return this;
  }

  Optional<OnnxCall> next() {
    return Optional.ofNullable(next);
  }

  /** It reads its constant before the value. */
  OnnxCall constantFirst() {
    constantFirst = true;
    return this;
  }

  boolean readsConstantFirst() {
    return constantFirst;
  }

  OnnxCall number(String name, long value) {
    node.addAttribute(integer(name, value));
    return this;
  }

  OnnxCall real(String name, float value) {
    node.addAttribute(
        AttributeProto.newBuilder()
            .setName(name)
            .setType(AttributeProto.AttributeType.FLOAT)
            .setF(value));
    return this;
  }

  OnnxCall text(String name, String value) {
    node.addAttribute(
        AttributeProto.newBuilder()
            .setName(name)
            .setType(AttributeProto.AttributeType.STRING)
            .setS(ByteString.copyFromUtf8(value)));
    return this;
  }

  OnnxCall numbers(String name, int... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    node.addAttribute(attribute);
    return this;
  }

  /** A vector of 64-bit integers as an input. */
  OnnxCall parameter(String name, List<Integer> values) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(values.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(value -> bytes.putLong(value));
    parameters.add(
        new Parameter(
            name, Tensor.wrap(ElementType.INT64, new int[] {values.size()}, bytes.flip())));
    return this;
  }

  /** An input that is left out before another one. */
  OnnxCall absent(String name) {
    parameters.add(new Parameter(name, null));
    return this;
  }

  /** A float as an input. */
  OnnxCall parameter(String name, float value) {
    return parameter(name, Tensor.of(new int[0], new float[] {value}));
  }

  /** A tensor as an input. */
  OnnxCall parameter(String name, Tensor value) {
    parameters.add(new Parameter(name, value));
    return this;
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }
}
