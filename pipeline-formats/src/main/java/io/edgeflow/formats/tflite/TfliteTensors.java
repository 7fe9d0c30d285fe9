package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.lower.FusedOp;
import io.edgeflow.formats.lower.LoweredConstant;
import io.edgeflow.formats.lower.LoweredConstant.ConstantQuant;
import io.edgeflow.formats.lower.TensorOrder;
import io.edgeflow.formats.lower.Value;
import io.edgeflow.formats.quant.QuantParams;
import io.edgeflow.formats.quant.QuantScheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.TensorType;

/** The tensors of a file that is being written. */
final class TfliteTensors {
  private final FlatFile file;
  private final Map<String, Integer> indices = new HashMap<>();
  private final Map<Shared, Integer> constants = new HashMap<>();

  private record Shared(LoweredConstant constant, int channelAxis) {}

  TfliteTensors(FlatFile file) {
    this.file = file;
  }

  /** The index of a value that {@link #add} added. */
  int index(String value) {
    return Objects.requireNonNull(indices.get(value), value);
  }

  /** Adds a value, for one sample. */
  int add(Value value) {
    Scales scales = null;
    if (value.params() != null) {
      QuantParams params = value.params();
      scales = Scales.of(params.scale(), params.zeroPoint());
    }
    byte type = scales == null ? TensorType.FLOAT32 : TensorType.INT8;
    int index = file.activation(value.name(), value.sizes(), type, scales);
    indices.put(value.name(), index);
    return index;
  }

  /** Adds an operation before the one that gives a value; gives the index of its own output. */
  int step(String name, List<Integer> sizes, byte type, TfliteCall call) {
    int output = file.activation(name, sizes, type, null);
    file.step(call.builtin(), call.version(), call.inputs(), output, call.options());
    return output;
  }

  /** A value that is a tensor which another one is. */
  void same(String value, int index) {
    indices.put(value, index);
  }

  /** Adds the weight of an operation. */
  int weight(FusedOp op, TfliteWeightOrder order) {
    LoweredConstant weight = op.constant(ConstantRole.WEIGHT);
    Tensor stored = TensorOrder.transpose(weight.value(), order.axes());
    return constant(op, ConstantRole.WEIGHT, weight.withValue(stored), order.channelAxis());
  }

  /** Adds the bias of an operation. */
  int bias(FusedOp op) {
    return constant(op, ConstantRole.BIAS, op.constant(ConstantRole.BIAS), 0);
  }

  /** Adds the constant operand of an operation. */
  int operand(FusedOp op, LoweredConstant operand) {
    return constant(op, ConstantRole.OPERAND, operand, 0);
  }

  /** Adds a constant of an operation as it is. */
  int constant(FusedOp op, ConstantRole role) {
    return constant(op, role, op.constant(role), 0);
  }

  /** Adds a number in the floats or integers of a value. */
  int like(Value value, String name, float number) {
    Tensor floats = Tensor.of(new int[] {1}, new float[] {number});
    if (value.params() == null) {
      return file.constant(name, floats, TensorType.FLOAT32, null);
    }
    QuantParams params = value.params();
    Tensor integers = QuantScheme.TFLITE.tensor(floats, params).values();
    Scales scales = Scales.of(params.scale(), params.zeroPoint());
    return file.constant(name, integers, TensorType.INT8, scales);
  }

  /** Adds a vector that an operator takes as a parameter. */
  int integers(String name, List<Integer> values) {
    int[] content = values.stream().mapToInt(Integer::intValue).toArray();
    return file.constant(
        name, Tensor.of(new int[] {content.length}, content), TensorType.INT32, null);
  }

  /** Adds a number that an operator takes as a parameter, in the form of a value. */
  int number(String name, float number, Value form) {
    int[] one = {1};
    if (form.params() == null) {
      return file.constant(name, Tensor.of(one, new float[] {number}), TensorType.FLOAT32, null);
    }
    QuantParams params = form.params();
    byte[] step = {QuantScheme.TFLITE.step(number, params)};
    return file.constant(
        name,
        Tensor.of(ElementType.INT8, one, step),
        TensorType.INT8,
        Scales.of(params.scale(), params.zeroPoint()));
  }

  /** Adds a matrix that an operator takes as a parameter. */
  int matrix(String name, List<Integer> values, int columns) {
    int[] content = values.stream().mapToInt(Integer::intValue).toArray();
    int[] dims = {content.length / columns, columns};
    return file.constant(name, Tensor.of(dims, content), TensorType.INT32, null);
  }

  /** Each constant once, however many operations read it. */
  private int constant(FusedOp op, ConstantRole role, LoweredConstant constant, int channelAxis) {
    Shared key = new Shared(constant, channelAxis);
    Integer known = constants.get(key);
    if (known == null) {
      known = added(op, role, constant, channelAxis);
      constants.put(key, known);
    }
    return known;
  }

  private int added(FusedOp op, ConstantRole role, LoweredConstant constant, int channelAxis) {
    String name = op.name() + "." + role.id();
    Tensor value = constant.value();
    int stored = file.constant(name, value, type(value.type()), scales(constant, channelAxis));
    return constant.storedSmaller() ? floats(name + ".float", stored, constant) : stored;
  }

  /** The floats of a constant that is stored smaller; the runtime makes them once. */
  private int floats(String name, int stored, LoweredConstant constant) {
    List<Integer> sizes = Arrays.stream(constant.value().dims()).boxed().toList();
    int floats = file.activation(name, sizes, TensorType.FLOAT32, null);
    TfliteCall call = TfliteConversions.dequantize(stored, constant);
    file.step(call.builtin(), call.version(), call.inputs(), floats, call.options());
    return floats;
  }

  private static byte type(ElementType type) {
    return switch (type) {
      case FLOAT32 -> TensorType.FLOAT32;
      case INT32 -> TensorType.INT32;
      case INT64 -> TensorType.INT64;
      case INT8 -> TensorType.INT8;
      case UINT8 -> TensorType.UINT8;
      case FLOAT16 -> TensorType.FLOAT16;
      case INT16 -> TensorType.INT16;
      case BOOL -> TensorType.BOOL;
    };
  }

  private static @Nullable Scales scales(LoweredConstant constant, int axis) {
    ConstantQuant quant = constant.quant();
    if (quant == null) {
      return null;
    }
    List<Float> values = new ArrayList<>();
    for (float scale : quant.scales().toFloats()) {
      values.add(scale);
    }
    return new Scales(values, quant.zeroPoint(), values.size() == 1 ? 0 : axis);
  }
}
