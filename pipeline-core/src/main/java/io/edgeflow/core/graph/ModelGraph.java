package io.edgeflow.core.graph;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Operands;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A model as one immutable value: nodes in topological order, constants, calibrated ranges and a
 * signature. Logical layout is channels-first. Construction checks names, order and shapes, so that
 * a graph that exists is well-formed.
 *
 * <pre>{@code
 * ModelGraph graph = new GraphBuilder("cnn", Shape.batchOf(1, 8, 8))
 *     .apply("conv1", Conv2d.padded(1), Map.of(WEIGHT, w, BIAS, b))
 *     .apply("relu1", new Relu())
 *     .build(target, preprocessing);
 * }</pre>
 */
public final class ModelGraph {
  private final String name;
  private final List<Node> nodes;
  private final Map<String, Constant> constants;
  private final Map<String, ValueRange> ranges;
  private final Signature signature;
  private final Map<String, Shape> shapes;

  /**
   * Makes a graph.
   *
   * @param ranges tensor name to calibrated range; may cover any subset of the tensors
   * @throws PipelineException if a name is unknown or used twice, or shapes do not fit
   */
  public ModelGraph(
      String name,
      List<Node> nodes,
      Map<String, Constant> constants,
      Map<String, ValueRange> ranges,
      Signature signature) {
    this.name = name;
    this.nodes = List.copyOf(nodes);
    this.constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    this.ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
    this.signature = signature;
    this.shapes = Collections.unmodifiableMap(inferShapes());
    checkUse();
  }

  /** The model's name. */
  public String name() {
    return name;
  }

  /** Nodes, each after the nodes that it reads. */
  public List<Node> nodes() {
    return nodes;
  }

  /** Constants by name, in order of first use. */
  public Map<String, Constant> constants() {
    return constants;
  }

  /** Calibrated ranges by tensor name. */
  public Map<String, ValueRange> ranges() {
    return ranges;
  }

  /** Inputs, outputs, target and preprocessing. */
  public Signature signature() {
    return signature;
  }

  /** A constant by name. */
  public Constant constant(String constantName) {
    return Objects.requireNonNull(constants.get(constantName), constantName);
  }

  /** The shape of an input, or the inferred one of a node's output. */
  public Shape shape(String tensor) {
    return Objects.requireNonNull(shapes.get(tensor), tensor);
  }

  /** The tensors in order: the inputs, then each node's output. */
  public List<String> tensors() {
    return List.copyOf(shapes.keySet());
  }

  /** The node that gives a tensor; empty for an input. */
  public Optional<Node> producer(String tensor) {
    return nodes.stream().filter(n -> n.output().equals(tensor)).findFirst();
  }

  /** The nodes that read a tensor or a constant. */
  public List<Node> consumers(String tensor) {
    return nodes.stream()
        .filter(n -> n.inputs().contains(tensor) || n.constants().containsValue(tensor))
        .toList();
  }

  /** The shapes of what a node reads. */
  public Operands operands(Node node) {
    return operands(node, shapes);
  }

  /** Multiply-accumulates for one sample. */
  public long macs() {
    return nodes.stream().mapToLong(node -> node.op().macs(operands(node))).sum();
  }

  /** The number of all constants' elements, running statistics included. */
  public long parameters() {
    return constants.values().stream().mapToLong(c -> c.value().size()).sum();
  }

  /** The number of trainable weights. */
  public long trainableParameters() {
    return constants.values().stream()
        .filter(c -> c.kind() == Constant.Kind.TRAINABLE)
        .mapToLong(c -> c.value().size())
        .sum();
  }

  /** The same graph with some constants replaced; shapes must fit. */
  public ModelGraph withConstants(Map<String, Constant> replaced) {
    Map<String, Constant> all = new LinkedHashMap<>(constants);
    replaced.forEach(
        (key, value) -> {
          if (all.replace(key, value) == null) {
            throw new IllegalArgumentException("No constant " + key);
          }
        });
    return new ModelGraph(name, nodes, all, ranges, signature);
  }

  /** The same graph with calibrated ranges. */
  public ModelGraph withRanges(Map<String, ValueRange> newRanges) {
    return new ModelGraph(name, nodes, constants, newRanges, signature);
  }

  private Map<String, Shape> inferShapes() {
    Map<String, Shape> known = new LinkedHashMap<>();
    for (Signature.Input input : signature.inputs()) {
      if (known.put(input.name(), input.shape()) != null || constants.containsKey(input.name())) {
        throw malformed("The name " + input.name() + " is used twice");
      }
    }
    for (Node node : nodes) {
      Operands operands = operands(node, known);
      if (constants.containsKey(node.name()) || known.containsKey(node.name())) {
        throw malformed("The name " + node.name() + " is used twice");
      }
      operands.check(node.op());
      known.put(node.name(), node.op().shape(operands));
    }
    return known;
  }

  private Operands operands(Node node, Map<String, Shape> known) {
    List<Shape> data = new ArrayList<>();
    for (String input : node.inputs()) {
      Shape shape = known.get(input);
      if (shape == null) {
        throw malformed("Nothing before the node " + node.name() + " gives " + input);
      }
      data.add(shape);
    }
    Map<ConstantRole, Shape> roles = new EnumMap<>(ConstantRole.class);
    node.constants()
        .forEach(
            (role, constantName) -> {
              Constant constant = constants.get(constantName);
              if (constant == null) {
                throw malformed(
                    "The node " + node.name() + " reads an unknown constant " + constantName);
              }
              roles.put(role, Shape.of(constant.value().dims()));
            });
    return new Operands(node.name(), data, roles);
  }

  private void checkUse() {
    for (Signature.Output output : signature.outputs()) {
      if (!shapes.containsKey(output.name())) {
        throw malformed("The graph has no tensor " + output.name());
      }
    }
    Set<String> used = new HashSet<>();
    nodes.forEach(node -> used.addAll(node.constants().values()));
    for (String constant : constants.keySet()) {
      if (!used.contains(constant)) {
        throw malformed("No node reads the constant " + constant);
      }
    }
    for (String ranged : ranges.keySet()) {
      if (!shapes.containsKey(ranged)) {
        throw malformed("A range for an unknown tensor " + ranged);
      }
    }
  }

  private PipelineException malformed(String what) {
    return PipelineException.failed(what).where("model " + name).build();
  }

  /** For people: its name and how large it is. */
  @Override
  public String toString() {
    return "ModelGraph[%s: %d nodes, %d parameters]".formatted(name, nodes.size(), parameters());
  }
}
