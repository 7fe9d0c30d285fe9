package io.edgeflow.core.testing;

import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Relu6;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Nonlinearity.HardSigmoid;
import io.edgeflow.core.graph.op.Nonlinearity.Tanh;
import io.edgeflow.core.graph.op.Normalization.InstanceNorm;
import io.edgeflow.core.graph.op.Normalization.LayerNorm;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Product.MatMul;
import io.edgeflow.core.graph.op.Recurrent.Gru;
import io.edgeflow.core.graph.op.Recurrent.Lstm;
import io.edgeflow.core.graph.op.Reduction.ReduceMax;
import io.edgeflow.core.graph.op.Reduction.ReduceMean;
import io.edgeflow.core.graph.op.Reduction.ReduceSum;
import io.edgeflow.core.graph.op.Selection.Slice;
import io.edgeflow.core.graph.op.UnitAxis.Squeeze;
import io.edgeflow.core.graph.op.UnitAxis.Unsqueeze;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Draws operators that work on axes which they name. */
final class AxisDraws {
  private static final int MOST_AXES = 4;
  private static final Set<Class<?>> SMALL =
      Set.of(
          Sigmoid.class,
          Tanh.class,
          HardSigmoid.class,
          Relu6.class,
          Softmax.class,
          LayerNorm.class,
          Lstm.class,
          Gru.class);

  private final KeyedRandom random;
  private final Map<String, Shape> shapes;
  private final List<Node> nodes;

  AxisDraws(KeyedRandom random, Map<String, Shape> shapes, List<Node> nodes) {
    this.random = random;
    this.shapes = shapes;
    this.nodes = nodes;
  }

  Proposal slice(String x) {
    int axis = axis(x);
    int size = shape(x).fixed(axis);
    int begin = random.nextInt(size);
    int end = begin + 1 + random.nextInt(size - begin);
    return new Proposal(new Slice(axis, begin, end, 1 + random.nextInt(2)), List.of(x));
  }

  /** Over one axis or several; of a vector the axis stays, so that there is one. */
  Proposal reduce(String x) {
    int rank = shape(x).rank();
    List<Integer> axes =
        IntStream.range(1, rank).filter(a -> random.nextInt(2) == 0).boxed().toList();
    List<Integer> over = axes.isEmpty() ? List.of(axis(x)) : axes;
    boolean keep = rank - over.size() < 2 || random.nextInt(2) == 0;
    List<Op> ops =
        List.of(new ReduceMean(over, keep), new ReduceMax(over, keep), new ReduceSum(over, keep));
    return new Proposal(ops.get(random.nextInt(3)), List.of(x));
  }

  /** Over an axis of two or more; the softmax of one element is 1, and no model has it. */
  Proposal softmax(String x) {
    int axis = axis(x);
    return shape(x).fixed(axis) == 1 ? unsqueeze(x) : new Proposal(new Softmax(axis), List.of(x));
  }

  /**
   * With an epsilon that does not blow the rounding of nearly equal values up; with factor and
   * shift, without which sums of what it gives are zero but for rounding.
   */
  Proposal layerNorm(String x) {
    int rank = shape(x).rank();
    int axes = 1 + random.nextInt(rank - 1);
    List<Integer> dims = IntStream.range(rank - axes, rank).mapToObj(shape(x)::fixed).toList();
    LayerNorm op = new LayerNorm(random.nextInt(2) == 0 ? 0.015625f : 0.25f, axes);
    return new Proposal(op, List.of(x), Map.of(ConstantRole.GAMMA, dims, ConstantRole.BETA, dims));
  }

  /** Of channels of several values; one by itself has no variance, and PyTorch refuses it. */
  Proposal instanceNorm(String x) {
    if (shape(x).elementsPerSample() == shape(x).fixed(1)) {
      return layerNorm(x);
    }
    List<Integer> channels = List.of(shape(x).fixed(1));
    Map<ConstantRole, List<Integer>> affine =
        Map.of(ConstantRole.GAMMA, channels, ConstantRole.BETA, channels);
    return new Proposal(new InstanceNorm(0.25f), List.of(x), affine);
  }

  /**
   * Of tensors that an activation or a normalization keeps small, since products of products lose
   * digits: one with another that fits, or with itself. Before there is one, such an operator.
   */
  Proposal matMul(String x) {
    List<String> small = small();
    if (small.isEmpty()) {
      return layerNorm(x);
    }
    String first = small.get(random.nextInt(small.size()));
    String other = small.get(random.nextInt(small.size()));
    if (fits(first, other, false)) {
      return new Proposal(new MatMul(false), List.of(first, other));
    }
    String second = fits(first, other, true) ? other : first;
    return new Proposal(new MatMul(true), List.of(first, second));
  }

  private List<String> small() {
    return nodes.stream()
        .filter(node -> SMALL.contains(node.op().getClass()))
        .map(Node::output)
        .filter(output -> shape(output).rank() > 2)
        .toList();
  }

  private boolean fits(String x, String y, boolean transposed) {
    int rank = shape(x).rank();
    boolean alike =
        IntStream.range(1, rank - 2).allMatch(a -> shape(x).fixed(a) == shape(y).fixed(a));
    return alike && shape(x).fixed(rank - 1) == shape(y).fixed(transposed ? rank - 1 : rank - 2);
  }

  /** Without an axis of size 1 where there is one; else with one more, up to four. */
  Proposal unsqueeze(String x) {
    int rank = shape(x).rank();
    List<Integer> ones =
        IntStream.range(1, rank).filter(a -> shape(x).fixed(a) == 1).boxed().toList();
    if (rank > 2 && !ones.isEmpty()) {
      return new Proposal(new Squeeze(List.of(ones.get(random.nextInt(ones.size())))), List.of(x));
    }
    return rank == MOST_AXES
        ? slice(x)
        : new Proposal(new Unsqueeze(List.of(1 + random.nextInt(rank))), List.of(x));
  }

  private int axis(String x) {
    return 1 + random.nextInt(shape(x).rank() - 1);
  }

  private Shape shape(String tensor) {
    return shapes.get(tensor);
  }
}
