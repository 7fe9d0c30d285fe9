package io.edgeflow.core.graph;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A model as one immutable value: nodes in topological order, constants, calibrated ranges and a
 * signature. Logical layout is channels-first. Construction checks names, order and shapes, so that
 * a graph that exists is well-formed.
 *
 * <pre>{@code
 * ModelGraph graph = new GraphBuilder("cnn", Shape.batchOf(1, 8, 8))
 *     .apply("conv1", Op.Conv2d.padded(1), new Part("weight", w), new Part("bias", b))
 *     .apply("relu1", new Op.Relu())
 *     .build(labels, preprocessing);
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

  /** Inputs, outputs, labels and preprocessing. */
  public Signature signature() {
    return signature;
  }

  /** A constant by name. */
  public Constant constant(String constantName) {
    return Objects.requireNonNull(constants.get(constantName), constantName);
  }

  /** The inferred shape of the input or of a node's output. */
  public Shape shape(String tensor) {
    return Objects.requireNonNull(shapes.get(tensor), tensor);
  }

  /** The tensors in order: the input, then each node's output. */
  public List<String> tensors() {
    return List.copyOf(shapes.keySet());
  }

  /** The nodes that read a tensor. */
  public List<Node> consumers(String tensor) {
    return nodes.stream().filter(n -> n.inputs().contains(tensor)).toList();
  }

  /** The number of trainable weights. */
  public long trainableParameters() {
    return constants.values().stream()
        .filter(c -> c.role() == Constant.Role.TRAINABLE)
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
    known.put(signature.input(), signature.inputShape());
    for (Node node : nodes) {
      List<Shape> inputs = new ArrayList<>();
      for (String input : node.inputs()) {
        inputs.add(shapeOf(input, node, known));
      }
      if (constants.containsKey(node.name()) || known.containsKey(node.name())) {
        throw malformed("The name " + node.name() + " is used twice", node);
      }
      known.put(node.name(), ShapeInference.infer(node, inputs));
    }
    return known;
  }

  private Shape shapeOf(String input, Node node, Map<String, Shape> known) {
    Constant constant = constants.get(input);
    if (constant != null) {
      return Shape.of(constant.value().dims());
    }
    Shape shape = known.get(input);
    if (shape == null) {
      throw malformed("Nothing before this node gives " + input, node);
    }
    return shape;
  }

  private void checkUse() {
    if (!shapes.containsKey(signature.output())) {
      throw PipelineException.failed("The graph has no tensor " + signature.output())
          .where("model " + name)
          .build();
    }
    Set<String> used = new HashSet<>();
    nodes.forEach(node -> used.addAll(node.inputs()));
    for (String constant : constants.keySet()) {
      if (!used.contains(constant)) {
        throw PipelineException.failed("No node reads the constant " + constant)
            .where("model " + name)
            .build();
      }
    }
    for (String ranged : ranges.keySet()) {
      if (!shapes.containsKey(ranged)) {
        throw PipelineException.failed("A range for an unknown tensor " + ranged)
            .where("model " + name)
            .build();
      }
    }
  }

  private PipelineException malformed(String what, Node node) {
    return PipelineException.failed(what).where("model " + name + ", node " + node.name()).build();
  }
}
