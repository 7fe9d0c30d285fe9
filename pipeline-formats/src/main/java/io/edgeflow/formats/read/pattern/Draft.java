package io.edgeflow.formats.read.pattern;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Operands;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** A graph while its nodes are replaced; shapes of tensors stay what they were. */
final class Draft {
  private final ModelGraph graph;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Constant> constants;
  private final Map<String, Integer> reads = new HashMap<>();

  Draft(ModelGraph graph) {
    this.graph = graph;
    this.constants = new LinkedHashMap<>(graph.constants());
    graph.nodes().forEach(node -> nodes.put(node.name(), node));
    graph.nodes().forEach(node -> count(node.inputs(), 1));
    graph.signature().outputs().forEach(output -> count(List.of(output.name()), 1));
  }

  List<String> names() {
    return List.copyOf(nodes.keySet());
  }

  Shape shape(String tensor) {
    return graph.shape(tensor);
  }

  boolean isOutput(String tensor) {
    return graph.signature().gives(tensor);
  }

  /** Whether exactly one node reads a tensor, and it is no output of the graph. */
  boolean readOnce(String tensor) {
    return reads.getOrDefault(tensor, 0) == 1;
  }

  /** Whether the file rounds a tensor to integers, so that its range is known. */
  boolean isRanged(String tensor) {
    return graph.ranges().containsKey(tensor);
  }

  /** The node that gives a tensor; empty for an input of the graph. */
  Optional<Node> producer(String tensor) {
    return Optional.ofNullable(nodes.get(tensor));
  }

  /** The node that gives a tensor, if it has an operator. */
  Optional<Node> producer(String tensor, Op op) {
    return producer(tensor).filter(node -> node.op().equals(op));
  }

  /** The value of a constant of a node. */
  Optional<Tensor> constant(Node node, ConstantRole role) {
    return node.optional(role).map(name -> named(name).value());
  }

  /** A constant that a node has. */
  Constant whole(Node node, ConstantRole role) {
    return named(node.constant(role));
  }

  private Constant named(String name) {
    return Objects.requireNonNull(constants.get(name), name);
  }

  /** The one number that a node's second operand is; empty for anything else. */
  OptionalDouble scalar(Node node) {
    Optional<Tensor> operand = constant(node, ConstantRole.OPERAND);
    if (operand.isEmpty() || operand.get().size() == 0) {
      return OptionalDouble.empty();
    }
    float[] values = operand.get().toFloats();
    boolean one = IntStream.range(1, values.length).allMatch(i -> values[i] == values[0]);
    return one ? OptionalDouble.of(values[0]) : OptionalDouble.empty();
  }

  /** The shapes of what a node reads. */
  Operands operands(Node node) {
    Map<ConstantRole, Shape> roles = new EnumMap<>(ConstantRole.class);
    node.constants().forEach((role, name) -> roles.put(role, Shape.of(named(name).value().dims())));
    return new Operands(node.name(), node.inputs().stream().map(this::shape).toList(), roles);
  }

  /** The axis along which a node puts tensors together; empty if it does not. */
  static OptionalInt joined(Node node, int rank) {
    return IntStream.range(1, rank).filter(axis -> node.op().equals(new Concat(axis))).findFirst();
  }

  /** Puts something in the place of a node; whether it did. */
  boolean replace(Node node, Pattern.Found found) {
    if (found instanceof Pattern.Same same) {
      return redirect(node, same.tensor());
    }
    Pattern.Instead instead = (Pattern.Instead) found;
    Map<ConstantRole, String> names = new EnumMap<>(ConstantRole.class);
    instead
        .constants()
        .forEach(
            (role, constant) -> {
              String name = free(node.name() + "." + role.id());
              constants.put(name, constant);
              names.put(role, name);
            });
    put(node, new Node(node.name(), instead.op(), instead.inputs(), names));
    return true;
  }

  /** Lets all readers of a node read another tensor; not for an output, which keeps its node. */
  private boolean redirect(Node node, String tensor) {
    if (isOutput(node.name())) {
      return false;
    }
    for (Node reader : List.copyOf(nodes.values())) {
      if (reader.inputs().contains(node.name())) {
        List<String> inputs =
            reader.inputs().stream().map(i -> i.equals(node.name()) ? tensor : i).toList();
        put(reader, new Node(reader.name(), reader.op(), inputs, reader.constants()));
      }
    }
    nodes.remove(node.name());
    count(node.inputs(), -1);
    return true;
  }

  private void put(Node old, Node now) {
    count(old.inputs(), -1);
    count(now.inputs(), 1);
    nodes.put(now.name(), now);
  }

  private void count(List<String> tensors, int by) {
    tensors.forEach(tensor -> reads.merge(tensor, by, Integer::sum));
  }

  private String free(String wanted) {
    String name = wanted;
    for (int i = 2; constants.containsKey(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  /** Leaves out nodes that nothing reads; whether there were any. */
  boolean dropUnread() {
    Set<String> read = new HashSet<>();
    graph.signature().outputs().forEach(output -> read.add(output.name()));
    List<Node> backwards = new ArrayList<>(nodes.values());
    Collections.reverse(backwards);
    for (Node node : backwards) {
      if (read.contains(node.name())) {
        read.addAll(node.inputs());
      } else {
        nodes.remove(node.name());
        count(node.inputs(), -1);
      }
    }
    return backwards.size() > nodes.size();
  }

  ModelGraph done() {
    Set<String> used = new HashSet<>();
    nodes.values().forEach(node -> used.addAll(node.constants().values()));
    constants.keySet().retainAll(used);
    Map<String, ValueRange> ranges = new LinkedHashMap<>(graph.ranges());
    Set<String> tensors = new HashSet<>(nodes.keySet());
    graph.signature().inputs().stream().map(Signature.Input::name).forEach(tensors::add);
    ranges.keySet().retainAll(tensors);
    return new ModelGraph(
        graph.name(), List.copyOf(nodes.values()), constants, ranges, graph.signature());
  }
}
