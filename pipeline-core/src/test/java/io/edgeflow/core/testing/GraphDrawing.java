package io.edgeflow.core.testing;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Operands;
import io.edgeflow.core.graph.op.Pooling.GlobalAvgPool;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws one graph: operators on what is there already, then all loose ends into a small output. */
final class GraphDrawing {
  private static final int MOST_ELEMENTS = 400;
  private static final int MOST_OUTPUTS = 8;
  private static final int SHARES_WEIGHT = 16;
  private static final int LEAVES_DEAD_END = 10;

  private final int number;
  private final KeyedRandom random;
  private final OpDraws ops;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private String last = GraphBuilder.INPUT;

  GraphDrawing(int number) {
    this.number = number;
    this.random = KeyedRandom.of(number, DrawnValues.NODES);
    this.ops = new OpDraws(random, shapes, nodes);
  }

  ModelGraph graph() {
    Shape input = inputShape();
    shapes.put(GraphBuilder.INPUT, input);
    int steps = 5 + random.nextInt(9);
    for (int i = 0; i < steps; i++) {
      offer(ops.propose(random.nextInt(3) > 0 ? last : ops.any()), MOST_ELEMENTS);
    }
    gather();
    for (int i = random.nextInt(4); i > 0; i--) {
      offer(ops.propose(last), MOST_OUTPUTS);
    }
    return new ModelGraph(
        "random" + number,
        nodes,
        constants,
        Map.of(),
        Signature.of(GraphBuilder.INPUT, input, last, null, null));
  }

  private Shape inputShape() {
    return switch (random.nextInt(6)) {
      case 0 -> Shape.batchOf(4 + random.nextInt(9));
      case 1 -> Shape.batchOf(2 + random.nextInt(4), 2 + random.nextInt(6));
      default -> Shape.batchOf(1 + random.nextInt(4), 4 + random.nextInt(5), 4 + random.nextInt(5));
    };
  }

  /** Joins whatever nothing reads, but for a dead end now and then. */
  private void gather() {
    List<String> loose = new ArrayList<>(shapes.keySet());
    nodes.forEach(node -> loose.removeAll(node.inputs()));
    if (loose.size() > 1 && random.nextInt(LEAVES_DEAD_END) == 0) {
      loose.remove(0);
    }
    List<String> vectors = loose.stream().map(this::vector).toList();
    if (vectors.size() > 1) {
      add(new Proposal(new Concat(1), vectors));
    }
    if (shape(last).elementsPerSample() > MOST_OUTPUTS || random.nextInt(4) > 0) {
      add(ops.linear(last));
    }
  }

  private String vector(String tensor) {
    last = tensor;
    int elements = shape(tensor).elementsPerSample();
    if (shape(tensor).rank() == 4 && random.nextInt(3) == 0) {
      add(new Proposal(new GlobalAvgPool(), List.of(last)));
      add(new Proposal(new Flatten(), List.of(last)));
    } else if (shape(tensor).rank() > 2 || random.nextInt(4) == 0) {
      boolean flatten = random.nextInt(2) == 0;
      add(new Proposal(flatten ? new Flatten() : new Reshape(List.of(elements)), List.of(last)));
    }
    if (random.nextInt(2) == 0) {
      add(ops.linear(last));
    }
    return last;
  }

  private Shape shape(String tensor) {
    return shapes.get(tensor);
  }

  private void offer(Proposal proposal, int mostElements) {
    if (shape(proposal).elementsPerSample() <= mostElements) {
      add(proposal);
    }
  }

  private Shape shape(Proposal proposal) {
    Map<ConstantRole, Shape> roles = new EnumMap<>(ConstantRole.class);
    proposal.constants().forEach((role, dims) -> roles.put(role, Shape.of(ints(dims))));
    List<Shape> data = proposal.inputs().stream().map(this::shape).toList();
    Operands operands = new Operands("n" + nodes.size(), data, roles);
    operands.check(proposal.op());
    return proposal.op().shape(operands);
  }

  private void add(Proposal proposal) {
    String name = "n" + nodes.size();
    shapes.put(name, shape(proposal));
    Map<ConstantRole, String> names = new EnumMap<>(ConstantRole.class);
    proposal.constants().forEach((role, dims) -> names.put(role, constant(name, role, ints(dims))));
    nodes.add(new Node(name, proposal.op(), proposal.inputs(), names));
    last = name;
  }

  private String constant(String node, ConstantRole role, int... dims) {
    if (role == ConstantRole.WEIGHT && random.nextInt(SHARES_WEIGHT) == 0) {
      String suffix = "." + role.id();
      for (Map.Entry<String, Constant> known : constants.entrySet()) {
        boolean fits = Shape.of(known.getValue().value().dims()).equals(Shape.of(dims));
        if (known.getKey().endsWith(suffix) && fits) {
          return known.getKey();
        }
      }
    }
    Tensor value = Tensor.of(dims, DrawnValues.constant(number, constants.size(), role, dims));
    boolean statistic = role == ConstantRole.MEAN || role == ConstantRole.VARIANCE;
    String name = node + "." + role.id();
    constants.put(name, statistic ? Constant.frozen(value) : Constant.trainable(value));
    return name;
  }

  private static int[] ints(List<Integer> dims) {
    return dims.stream().mapToInt(Integer::intValue).toArray();
  }
}
