package io.edgeflow.formats.read.pattern;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Normalization.LayerNorm;
import io.edgeflow.core.graph.op.Standardization;
import io.edgeflow.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A factor or a shift behind a layer normalization, which nobody else reads, goes into it. */
final class AffineNormPattern implements Pattern {
  @Override
  public Optional<Found> at(Node last, Draft draft) {
    boolean factor = last.op().equals(new Mul());
    Optional<Tensor> operand = draft.constant(last, ConstantRole.OPERAND);
    if (operand.isEmpty() || !(factor || last.op().equals(new Add()))) {
      return Optional.empty();
    }
    return draft
        .producer(last.inputs().get(0))
        .filter(norm -> draft.readOnce(norm.name()))
        .flatMap(norm -> joined(norm, operand.get(), factor, draft));
  }

  private static Optional<Found> joined(Node norm, Tensor operand, boolean factor, Draft draft) {
    Optional<Standardization> form = norm.op().standardization(draft.operands(norm));
    if (form.isEmpty()) {
      return Optional.empty();
    }
    int axes = form.get().lastAxes();
    LayerNorm op = new LayerNorm(form.get().epsilon(), axes);
    int[] sizes = lastSizes(draft, norm.name(), axes);
    if (!norm.op().equals(op) || !fits(operand, sizes)) {
      return Optional.empty();
    }
    int size = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    float[] gamma = values(draft.constant(norm, ConstantRole.GAMMA), size, 1);
    float[] beta = values(draft.constant(norm, ConstantRole.BETA), size, 0);
    float[] by = operand.toFloats();
    for (int i = 0; i < size; i++) {
      gamma[i] = factor ? gamma[i] * by[i] : gamma[i];
      beta[i] = factor ? beta[i] * by[i] : beta[i] + by[i];
    }
    return Optional.of(
        new Instead(
            op,
            List.of(norm.inputs().get(0)),
            Map.of(
                ConstantRole.GAMMA, Constant.trainable(Tensor.of(sizes, gamma)),
                ConstantRole.BETA, Constant.trainable(Tensor.of(sizes, beta)))));
  }

  private static int[] lastSizes(Draft draft, String tensor, int axes) {
    int rank = draft.shape(tensor).rank();
    int[] sizes = new int[axes];
    for (int i = 0; i < axes; i++) {
      sizes[i] = draft.shape(tensor).fixed(rank - axes + i);
    }
    return sizes;
  }

  /** Whether an operand has just the normalized sizes, and 1 before them. */
  private static boolean fits(Tensor operand, int[] sizes) {
    int[] dims = operand.dims();
    int missing = dims.length - sizes.length;
    return missing >= 0
        && Arrays.equals(Arrays.copyOfRange(dims, missing, dims.length), sizes)
        && Arrays.stream(dims).limit(missing).allMatch(dim -> dim == 1);
  }

  private static float[] values(Optional<Tensor> constant, int size, float otherwise) {
    float[] values = new float[size];
    Arrays.fill(values, otherwise);
    return constant.map(Tensor::toFloats).orElse(values);
  }
}
