package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Product;
import io.edgeflow.core.graph.op.Weighted;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.Columns;
import io.edgeflow.formats.read.FoldBinary;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.Viewed;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Matrix products: with a constant they are layers, else products of two tensors. */
final class ProductNodes {
  private ProductNodes() {}

  static Map<String, NodeReader> readers() {
    return Map.of("Gemm", ProductNodes::gemm, "MatMul", ProductNodes::matMul);
  }

  /** {@code alpha · A' · B' + beta · C}. */
  private static void gemm(NodeCall call) {
    OnnxNode node = call.node();
    float alpha = node.real("alpha", 1);
    float beta = node.real("beta", 1);
    boolean transA = node.flag("transA", false);
    boolean transB = node.flag("transB", false);
    if (call.rank(0) != 2 || call.rank(1) != 2) {
      throw node.refusal("Gemm needs matrices", call.sizes(0) + " and " + call.sizes(1));
    }
    Viewed a = transA ? call.view(0).permuted(1, 0) : call.view(0);
    FoldedTensor b = call.constant(1);
    FoldedTensor weight = transB ? b : call.folding().transpose(b, 1, 0);
    Optional<FoldedTensor> bias = Optional.empty();
    if (call.has(2)) {
      FoldedTensor c = call.constant(2);
      boolean row = c.rank() < 2 || (c.rank() == 2 && c.dim(0) == 1);
      if (!row) {
        throw node.refusal("Edgeflow adds the same to each row of a product", c);
      }
      FoldedTensor flat = call.folding().reshape(c, c.size());
      bias = Optional.of(scaled(call, call.folding().expand(flat, weight.dim(0)), beta));
    }
    call.give(linear(call, a, scaled(call, weight, alpha), bias));
  }

  private static FoldedTensor scaled(NodeCall call, FoldedTensor x, float factor) {
    return factor == 1 ? x : call.folding().apply(FoldBinary.MUL, x, FoldedTensor.scalar(factor));
  }

  private static void matMul(NodeCall call) {
    if (call.isConstant(1)) {
      byConstant(call);
    } else if (call.isConstant(0)) {
      ofConstant(call);
    } else {
      call.give(product(call, call.view(0), call.view(1)));
    }
  }

  /** {@code x W}. */
  private static void byConstant(NodeCall call) {
    FoldedTensor b = call.constant(1);
    FoldedTensor matrix = matrix(call, b.rank() == 1 ? call.folding().unsqueeze(b, 1) : b);
    Viewed view = call.view(0);
    Viewed y = linear(call, view, call.folding().transpose(matrix, 1, 0), Optional.empty());
    int more = Math.max(0, b.rank() - y.rank());
    call.give(b.rank() == 1 ? y.without(y.rank() - 1) : y.ofRank(y.rank() + more));
  }

  /** {@code W x = (xᵀ Wᵀ)ᵀ}. */
  private static void ofConstant(NodeCall call) {
    FoldedTensor a = call.constant(0);
    FoldedTensor matrix = matrix(call, a.rank() == 1 ? call.folding().unsqueeze(a, 0) : a);
    Viewed x = call.view(1);
    if (x.rank() < 2) {
      throw call.node().refusal("A product with a vector of the batch", call.sizes(1));
    }
    Viewed y = swapped(linear(call, swapped(x), matrix, Optional.empty()));
    int more = Math.max(0, a.rank() - y.rank());
    call.give(0, a.rank() == 1 ? y.without(y.rank() - 2) : y.ofRank(y.rank() + more), call.kind(1));
  }

  /** A constant whose axes before the last two are of size 1, without these. */
  private static FoldedTensor matrix(NodeCall call, FoldedTensor constant) {
    int rank = constant.rank();
    for (int axis = 0; axis < rank - 2; axis++) {
      if (constant.dim(axis) != 1) {
        throw call.node()
            .refusal(
                "Edgeflow multiplies with one constant matrix",
                constant,
                "export the model so that the matrix is no stack");
      }
    }
    return call.folding().reshape(constant, constant.dim(rank - 2), constant.dim(rank - 1));
  }

  private static Viewed swapped(Viewed view) {
    int[] order = new int[view.rank()];
    for (int axis = 0; axis < order.length; axis++) {
      order[axis] = axis;
    }
    order[order.length - 1] = order.length - 2;
    order[order.length - 2] = order.length - 1;
    return view.permuted(order);
  }

  /** A layer over the last axis. */
  private static Viewed linear(
      NodeCall call, Viewed x, FoldedTensor weight, Optional<FoldedTensor> bias) {
    Columns columns = call.arranger().columns(call.name(), x);
    FoldedTensor ordered = columns.ordered(weight, call.folding());
    Map<ConstantRole, Constant> constants = new EnumMap<>(ConstantRole.class);
    constants.put(ConstantRole.WEIGHT, Constant.trainable(floats(ordered)));
    bias.ifPresent(b -> constants.put(ConstantRole.BIAS, Constant.trainable(floats(b))));
    Viewed read = columns.view();
    return read.on(call.add(new Weighted.Linear(), List.of(read.tensor()), constants));
  }

  private static Tensor floats(FoldedTensor constant) {
    Tensor tensor = constant.tensor();
    return constant.kind() == FoldedTensor.Kind.FLOAT
        ? tensor
        : Tensor.of(tensor.dims(), constant.toFloats());
  }

  /** {@code x y} over the last two axes; the axes before are equal. */
  static Viewed product(NodeCall call, Viewed x, Viewed y) {
    int rank = Math.max(x.rank(), y.rank());
    if (Math.min(x.rank(), y.rank()) < 2) {
      throw call.node().refusal("A product with a vector", call.sizes(0) + " " + call.sizes(1));
    }
    Viewed a = x.ofRank(rank);
    Viewed b = y.ofRank(rank);
    for (int axis = 0; axis < rank - 2; axis++) {
      if (a.axes().get(axis).isEmpty() != b.axes().get(axis).isEmpty()) {
        a = call.arranger().single(call.name(), a, axis);
        b = call.arranger().single(call.name(), b, axis);
      }
    }
    boolean exchanged = lies(b, rank - 1) < lies(b, rank - 2);
    Viewed first = call.arranger().ending(call.name(), a, rank - 2, rank - 1);
    Viewed second =
        exchanged
            ? call.arranger().ending(call.name(), b, rank - 1, rank - 2)
            : call.arranger().ending(call.name(), b, rank - 2, rank - 1);
    return first.on(call.add(new Product.MatMul(exchanged), first.tensor(), second.tensor()));
  }

  /** Where an axis of the file's lies among the graph's. */
  private static int lies(Viewed view, int axis) {
    List<Integer> axes = view.axes().get(axis);
    return axes.isEmpty() ? Integer.MAX_VALUE : axes.get(0);
  }
}
