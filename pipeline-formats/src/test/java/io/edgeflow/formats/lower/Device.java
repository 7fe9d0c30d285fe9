package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Relu6;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.reference.ReferenceRuntime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Computes what a lowered graph of floats says, layouts included: each value is held as it lies in
 * memory, and what depends on logical order takes memory as it finds it.
 */
final class Device {
  private final LoweredGraph lowered;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final Map<String, String> memory = new HashMap<>();

  private Device(LoweredGraph lowered) {
    this.lowered = lowered;
  }

  /** The first output for one sample in logical order. */
  static float[] run(LoweredGraph lowered, float... sample) {
    return output(0, lowered, sample);
  }

  /** One of the outputs. */
  static float[] output(int number, LoweredGraph lowered, float... sample) {
    ModelGraph graph = new Device(lowered).graph(lowered.outputs().get(number));
    Tensor logical = Tensor.of(graph.signature().inputShape().resolve(1, 1), sample);
    Tensor features =
        logical.rank() == 4
            ? TensorOrder.transpose(logical, MemoryLayout.CHANNELS_LAST.axes(4))
            : logical;
    return new ReferenceRuntime(graph).predict(features).toFloats();
  }

  private ModelGraph graph(String output) {
    for (String input : lowered.inputs()) {
      store(input, input);
    }
    lowered
        .ops()
        .forEach(op -> op.dispatch(this::execute, c -> store(c.output(), load(c.input()))));
    Signature.Input input = lowered.signature().inputs().get(0);
    Signature signature = Signature.of(input.name(), input.shape(), held(output), null, null);
    return new ModelGraph("device", nodes, constants, Map.of(), signature);
  }

  private void execute(FusedOp op) {
    if (op.op().reshapes()) {
      List<Integer> sizes = lowered.value(op.output()).sizes();
      Op moved = new Reshape(sizes.subList(1, sizes.size()));
      memory.put(op.output(), node(moved, List.of(held(op.inputs().get(0))), Map.of()));
      return;
    }
    Value output = lowered.value(op.output());
    List<Integer> sample = toLogical(output).stream().skip(1).map(axis -> axis - 1).toList();
    Map<ConstantRole, String> names = new EnumMap<>(ConstantRole.class);
    op.constants()
        .forEach(
            (role, constant) -> {
              Tensor value = constant.value();
              Tensor logical =
                  role == ConstantRole.OPERAND ? TensorOrder.transpose(value, sample) : value;
              names.put(role, "c" + constants.size());
              constants.put("c" + constants.size(), Constant.frozen(logical));
            });
    String exact = node(op.op(), op.inputs().stream().map(this::load).toList(), names);
    store(op.output(), activated(op.activation(), exact));
  }

  private String activated(Activation activation, String exact) {
    return switch (activation) {
      case NONE -> exact;
      case RELU -> node(new Relu(), List.of(exact), Map.of());
      case RELU6 -> node(new Relu6(), List.of(exact), Map.of());
    };
  }

  private void store(String value, String logical) {
    Value form = lowered.value(value);
    Transpose toMemory = new Transpose(form.layout().axes(form.shape().rank()));
    memory.put(value, node(toMemory, List.of(logical), Map.of()));
  }

  private String load(String value) {
    Transpose toLogical = new Transpose(toLogical(lowered.value(value)));
    return node(toLogical, List.of(held(value)), Map.of());
  }

  private static List<Integer> toLogical(Value value) {
    int rank = value.shape().rank();
    return IntStream.range(0, rank).map(axis -> value.layout().place(axis, rank)).boxed().toList();
  }

  private String held(String value) {
    return Objects.requireNonNull(memory.get(value), value);
  }

  private String node(Op op, List<String> inputs, Map<ConstantRole, String> names) {
    String name = "n" + nodes.size();
    nodes.add(new Node(name, op, inputs, names));
    return name;
  }
}
