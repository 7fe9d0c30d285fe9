package io.edgeflow.core.graph;

import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a chain of nodes, each reading the one before. A node's constants are named {@code
 * node.part}, for example {@code conv1.weight}.
 */
public final class GraphBuilder {
  private static final String INPUT = "input";

  private final String name;
  private final Shape inputShape;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private String last = INPUT;

  /** Starts a graph whose input has the given logical shape. */
  public GraphBuilder(String name, Shape inputShape) {
    this.name = name;
    this.inputShape = inputShape;
  }

  /** A constant of a node and the last part of its name, for example {@code weight}. */
  public record Part(String name, Constant constant) {}

  /** Appends a node with its constants, in the operator's input order. */
  public GraphBuilder apply(String nodeName, Op op, Part... parts) {
    List<String> inputs = new ArrayList<>();
    inputs.add(last);
    for (Part part : parts) {
      String constant = nodeName + "." + part.name();
      inputs.add(constant);
      constants.put(constant, part.constant());
    }
    nodes.add(new Node(nodeName, op, inputs));
    last = nodeName;
    return this;
  }

  /** Ends the graph; the last node's output is the model's. */
  public ModelGraph build(List<String> labels, @Nullable Preprocessing preprocessing) {
    Signature signature = new Signature(INPUT, inputShape, last, labels, preprocessing);
    return new ModelGraph(name, nodes, constants, Map.of(), signature);
  }
}
