package io.edgeflow.core.testing;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Draws the graph of an {@link OperatorCase} node by node.
 *
 * <pre>{@code
 * CaseDrawing.of("linear_on_series", 5, 3).op(new Linear(), Map.of(WEIGHT, dims(4, 3))).done()
 * }</pre>
 */
final class CaseDrawing {
  private final String name;
  private final int ids;
  private final GraphBuilder builder;
  private int nodes;
  private int constants;

  private CaseDrawing(String name, int ids, int... sample) {
    this.name = name;
    this.ids = ids;
    this.builder = new GraphBuilder(name, Shape.batchOf(sample));
  }

  /** Starts with the sum; its node is called {@code shift}. */
  static CaseDrawing of(String name, int... sample) {
    CaseDrawing drawing = new CaseDrawing(name, 0, sample);
    return drawing.op("shift", new Add(), Map.of(ConstantRole.OPERAND, sample));
  }

  /** Starts with an input of whole numbers below {@code ids}, and nothing behind it. */
  static CaseDrawing ofIds(String name, int ids, int... sample) {
    return new CaseDrawing(name, ids, sample);
  }

  static int[] dims(int... dims) {
    return dims;
  }

  /** The tensors that the next node reads; else that of the node before. */
  CaseDrawing from(String... tensors) {
    builder.from(tensors);
    return this;
  }

  CaseDrawing op(Op op) {
    return op(op, Map.of());
  }

  CaseDrawing op(Op op, Map<ConstantRole, int[]> dims) {
    return op("n" + ++nodes, op, dims);
  }

  CaseDrawing op(String node, Op op) {
    return op(node, op, Map.of());
  }

  /** Appends a node with constants of these sizes. */
  CaseDrawing op(String node, Op op, Map<ConstantRole, int[]> dims) {
    Map<ConstantRole, Constant> drawn = new EnumMap<>(ConstantRole.class);
    for (ConstantRole role : ConstantRole.values()) {
      int[] sizes = dims.get(role);
      if (sizes != null) {
        float[] values = DrawnValues.constant(OperatorCase.key(name), constants++, role, sizes);
        boolean statistic = role == ConstantRole.MEAN || role == ConstantRole.VARIANCE;
        Tensor value = Tensor.of(sizes, values);
        drawn.put(role, statistic ? Constant.frozen(value) : Constant.trainable(value));
      }
    }
    builder.apply(node, op, drawn);
    return this;
  }

  OperatorCase done() {
    return new OperatorCase(name, builder.build(null, null), ids, Set.of());
  }
}
