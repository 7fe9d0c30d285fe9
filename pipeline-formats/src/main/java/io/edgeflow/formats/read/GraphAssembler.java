package io.edgeflow.formats.read;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Operands;
import io.edgeflow.core.tensor.Dimension;
import io.edgeflow.core.tensor.Dimension.Fixed;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Puts the graph together, node by node, and knows the shape of each tensor. {@link Arranger} says
 * in which order a tensor's axes come; this class only appends.
 */
public final class GraphAssembler {
  /**
   * The batch in shape arithmetic: a prime so large that no axis has it as a factor. A size of
   * {@code k · BATCH} is {@code k} samples' worth, so that exporters' arithmetic on shapes is done
   * in plain whole numbers. Nothing of such a size is ever allocated.
   */
  public static final int BATCH = 1_000_003;

  private final String name;
  private final List<Signature.Input> inputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final Map<String, ValueRange> ranges = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** Starts a graph. */
  public GraphAssembler(String name) {
    this.name = name;
  }

  /**
   * Adds an input of the graph.
   *
   * @param sizes of one sample, without the batch
   */
  public String input(String tensor, List<Integer> sizes) {
    String unique = unique(tensor);
    List<Dimension> dimensions = new ArrayList<>(List.of(new Dimension.Batch()));
    sizes.forEach(size -> dimensions.add(new Fixed(size)));
    Shape shape = new Shape(dimensions);
    inputs.add(new Signature.Input(unique, shape, null));
    shapes.put(unique, shape);
    return unique;
  }

  /** Appends a node without constants; see {@link #add(String, Op, List, Map)}. */
  public String add(String node, Op op, String... reads) {
    return add(node, op, List.of(reads), Map.of());
  }

  /**
   * Appends a node.
   *
   * @param node its name if that is free, else the beginning of it
   * @return its name, which is its output's
   * @throws PipelineException if shapes do not fit
   */
  public String add(String node, Op op, List<String> reads, Map<ConstantRole, Constant> given) {
    String unique = unique(node);
    Map<ConstantRole, Shape> roles = new EnumMap<>(ConstantRole.class);
    given.forEach((role, constant) -> roles.put(role, Shape.of(constant.value().dims())));
    Operands operands = new Operands(unique, reads.stream().map(this::shape).toList(), roles);
    operands.check(op);
    shapes.put(unique, checked(unique, op, operands));
    Map<ConstantRole, String> names = new EnumMap<>(ConstantRole.class);
    given.forEach(
        (role, constant) -> {
          String constantName = unique(unique + "." + role.id());
          names.put(role, constantName);
          constants.put(constantName, constant);
        });
    nodes.add(new Node(unique, op, reads, names));
    return unique;
  }

  private static Shape checked(String node, Op op, Operands operands) {
    try {
      Shape shape = op.shape(operands);
      shape.elementsPerSample();
      return shape;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw PipelineException.failed("The sizes of the node do not fit")
          .found(operands.data() + " and constants of " + operands.constants())
          .where("node " + node)
          .cause(e)
          .build();
    }
  }

  /** Whether a tensor is an input of the graph. */
  public boolean isInput(String tensor) {
    return inputs.stream().anyMatch(input -> input.name().equals(tensor));
  }

  /** The shape of a tensor of the graph. */
  public Shape shape(String tensor) {
    return Objects.requireNonNull(shapes.get(tensor), tensor);
  }

  /** The size of an axis of a tensor of the graph; {@link #BATCH} of the first. */
  public int size(String tensor, int axis) {
    return axis == 0 ? BATCH : shape(tensor).fixed(axis);
  }

  /** The name of a constant of the node that was added last. */
  public String constant(ConstantRole role) {
    return nodes.get(nodes.size() - 1).constant(role);
  }

  /** Notes the range of a tensor of the graph. */
  public void range(String tensor, ValueRange range) {
    ranges.put(tensor, range);
  }

  /**
   * Gives the output of a node another name, if that is free and it is no input of the graph.
   *
   * @return its name then
   */
  public String rename(String tensor, String wanted) {
    if (tensor.equals(wanted) || isInput(tensor) || !taken.add(wanted)) {
      return tensor;
    }
    nodes.replaceAll(
        node ->
            new Node(
                node.name().equals(tensor) ? wanted : node.name(),
                node.op(),
                node.inputs().stream().map(i -> i.equals(tensor) ? wanted : i).toList(),
                node.constants()));
    shapes.put(wanted, shapes.remove(tensor));
    ValueRange range = ranges.remove(tensor);
    if (range != null) {
      ranges.put(wanted, range);
    }
    return wanted;
  }

  /**
   * Ends the graph.
   *
   * @param outputs in the order of the signature
   * @throws PipelineException if what it is made of does not fit together
   */
  public ModelGraph build(List<Signature.Output> outputs) {
    dropUnread(outputs);
    return new ModelGraph(name, nodes, constants, ranges, new Signature(inputs, outputs));
  }

  /** Drops the nodes that no output depends on, with their constants. */
  private void dropUnread(List<Signature.Output> outputs) {
    Set<String> read = new HashSet<>();
    outputs.forEach(output -> read.add(output.name()));
    Set<String> constantsRead = new HashSet<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (read.contains(node.name())) {
        read.addAll(node.inputs());
        constantsRead.addAll(node.constants().values());
      } else {
        nodes.remove(i);
        ranges.remove(node.name());
      }
    }
    constants.keySet().retainAll(constantsRead);
  }

  private String unique(String wanted) {
    String base = wanted.isBlank() ? "tensor" : wanted;
    String free = base;
    for (int i = 2; !taken.add(free); i++) {
      free = base + "_" + i;
    }
    return free;
  }
}
