package io.edgeflow.core.graph;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a graph of one input and one output node by node. A node reads the one before it, unless
 * told otherwise by {@link #from}; its constants are named {@code node.role}, for example {@code
 * conv1.weight}.
 *
 * <pre>{@code
 * builder.apply("conv1", Conv2d.padded(1), Map.of(WEIGHT, w1))
 *     .apply("relu1", new Relu())
 *     .from("conv1", "relu1").apply("sum", new Add());
 * }</pre>
 */
public final class GraphBuilder {
  /** The name of the input tensor. */
  public static final String INPUT = "input";

  private final String name;
  private final Shape inputShape;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private List<String> reads = List.of(INPUT);

  /** Starts a graph whose input has the given logical shape. */
  public GraphBuilder(String name, Shape inputShape) {
    this.name = name;
    this.inputShape = inputShape;
  }

  /** The tensors that the next node reads. */
  public GraphBuilder from(String... tensors) {
    reads = List.of(tensors);
    return this;
  }

  /** Appends a node without constants. */
  public GraphBuilder apply(String nodeName, Op op) {
    return apply(nodeName, op, Map.of());
  }

  /** Appends a node with its constants. */
  public GraphBuilder apply(String nodeName, Op op, Map<ConstantRole, Constant> given) {
    Map<ConstantRole, String> names = new EnumMap<>(ConstantRole.class);
    for (ConstantRole role : ConstantRole.values()) {
      Constant constant = given.get(role);
      if (constant != null) {
        String constantName = nodeName + "." + role.id();
        names.put(role, constantName);
        constants.put(constantName, constant);
      }
    }
    nodes.add(new Node(nodeName, op, reads, names));
    reads = List.of(nodeName);
    return this;
  }

  /** The name of the tensor that the next node would read. */
  public String last() {
    return reads.get(0);
  }

  /** Ends the graph; the last node's output is the model's. */
  public ModelGraph build(@Nullable Target target, @Nullable Preprocessing preprocessing) {
    Signature signature = Signature.of(INPUT, inputShape, last(), target, preprocessing);
    return new ModelGraph(name, nodes, constants, Map.of(), signature);
  }
}
