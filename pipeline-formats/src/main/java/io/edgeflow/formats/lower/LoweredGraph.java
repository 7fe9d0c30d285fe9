package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Operands;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a device would execute.
 *
 * @param name the model's name
 * @param signature the graph's, whose output names may have been drawn into other values
 * @param values by name: inputs first, then what the operations give
 * @param ops in topological order
 * @param ranges calibrated ranges of values
 * @param outputs the values that the model gives, in the signature's order
 */
public record LoweredGraph(
    String name,
    Signature signature,
    Map<String, Value> values,
    List<LoweredOp> ops,
    Map<String, ValueRange> ranges,
    List<String> outputs) {
  /** Copies the collections. */
  public LoweredGraph {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    ops = List.copyOf(ops);
    ranges = Map.copyOf(ranges);
    outputs = List.copyOf(outputs);
  }

  /** A graph's nodes one to one, in floats and logical order. */
  public static LoweredGraph of(ModelGraph graph) {
    Map<String, Value> values = new LinkedHashMap<>();
    graph.tensors().forEach(t -> values.put(t, Value.floats(t, graph.shape(t))));
    return new LoweredGraph(
        graph.name(),
        graph.signature(),
        values,
        graph.nodes().stream().<LoweredOp>map(node -> fused(graph, node)).toList(),
        graph.ranges(),
        graph.signature().outputs().stream().map(Signature.Output::name).toList());
  }

  private static FusedOp fused(ModelGraph graph, Node node) {
    Map<ConstantRole, LoweredConstant> constants = new EnumMap<>(ConstantRole.class);
    node.constants()
        .forEach(
            (role, constant) ->
                constants.put(
                    role, LoweredConstant.floats(constant, graph.constant(constant).value())));
    return new FusedOp(
        node.name(), node.op(), node.inputs(), constants, Activation.NONE, node.output());
  }

  /** A value by name. */
  public Value value(String valueName) {
    return Objects.requireNonNull(values.get(valueName), valueName);
  }

  /** The same operations for other outputs than the signature's. */
  public LoweredGraph giving(List<String> newOutputs) {
    return new LoweredGraph(name, signature, values, ops, ranges, newOutputs);
  }

  /** The names of the inputs. */
  public List<String> inputs() {
    return signature.inputs().stream().map(Signature.Input::name).toList();
  }

  /** The fused operations, without conversions. */
  public List<FusedOp> fused() {
    List<FusedOp> fused = new ArrayList<>();
    ops.forEach(op -> as(op).ifPresent(fused::add));
    return fused;
  }

  /** The operations from the last to the first: readers before what they read. */
  List<LoweredOp> backwards() {
    List<LoweredOp> backwards = new ArrayList<>(ops);
    Collections.reverse(backwards);
    return backwards;
  }

  /** The shapes of what an operation reads. */
  public Operands operands(FusedOp op) {
    Map<ConstantRole, Shape> constants = new EnumMap<>(ConstantRole.class);
    op.constants()
        .forEach((role, constant) -> constants.put(role, Shape.of(constant.value().dims())));
    List<Shape> data = op.inputs().stream().map(input -> value(input).shape()).toList();
    return new Operands(op.name(), data, constants);
  }

  /** How often a value is read, by each input of each operation and as an output of the model. */
  public int readers(String valueName) {
    long count = outputs.stream().filter(valueName::equals).count();
    for (LoweredOp op : ops) {
      count += op.inputs().stream().filter(valueName::equals).count();
    }
    return Math.toIntExact(count);
  }

  /** The fused operation that gives a value; empty for inputs and converted values. */
  Optional<FusedOp> producer(String valueName) {
    return fused().stream().filter(op -> op.output().equals(valueName)).findFirst();
  }

  static Optional<FusedOp> as(LoweredOp op) {
    return op.map(Optional::of, convert -> Optional.empty());
  }
}
