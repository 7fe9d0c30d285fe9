package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Rsqrt;
import io.edgeflow.core.graph.op.Elementwise.Sub;
import io.edgeflow.core.graph.op.Reduction.ReduceMean;
import io.edgeflow.core.graph.op.Standardization;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Puts a normalization by a sample's own mean and variance together from kernels of floats, where
 * the target has none for it. The parts keep all axes, so that an image stays as it lies.
 */
final class ComposeNorms implements Rule {
  private final TargetProfile profile;

  ComposeNorms(TargetProfile profile) {
    this.profile = profile;
  }

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      Optional<FusedOp> norm = LoweredGraph.as(op).filter(f -> f.op().accept(profile).inParts());
      Optional<Standardization> found =
          norm.flatMap(f -> f.op().standardization(graph.operands(f)));
      if (found.isPresent()) {
        new Composition(new Expansion(rewrite, norm.get()), norm.get(), found.get()).add();
      } else {
        rewrite.add(op);
      }
    }
    return rewrite.done();
  }

  /** One normalization in the making. */
  private record Composition(Expansion parts, FusedOp norm, Standardization how) {
    void add() {
      String x = norm.inputs().get(0);
      int rank = parts.shape(x).rank();
      ReduceMean mean =
          new ReduceMean(IntStream.range(rank - how.lastAxes(), rank).boxed().toList(), true);
      String centered = parts.add("centered", new Sub(), x, parts.add("mean", mean, x));
      String square = parts.add("square", new Mul(), centered, centered);
      String variance = parts.add("variance", mean, square);
      List<Integer> ones = Collections.nCopies(rank - 1, 1);
      String safe = parts.add("safe", new Add(), operand("epsilon", ones, how.epsilon()), variance);
      affine(centered, parts.add("scale", new Rsqrt(), safe));
    }

    private void affine(String centered, String scale) {
      Optional<LoweredConstant> gamma = norm.optional(ConstantRole.GAMMA);
      Optional<LoweredConstant> beta = norm.optional(ConstantRole.BETA);
      if (gamma.isEmpty() || beta.isEmpty()) {
        parts.last(new Mul(), Map.of(), centered, scale);
        return;
      }
      String normal = parts.add("normal", new Mul(), centered, scale);
      String scaled = parts.add("scaled", new Mul(), operand("gamma", gamma.get()), normal);
      parts.last(new Add(), operand("beta", beta.get()), scaled);
    }

    private Map<ConstantRole, LoweredConstant> operand(String name, LoweredConstant constant) {
      return operand(name, how.affine(), constant.value().toFloats());
    }

    private Map<ConstantRole, LoweredConstant> operand(
        String name, List<Integer> sizes, float... values) {
      int[] dims = sizes.stream().mapToInt(Integer::intValue).toArray();
      return Map.of(ConstantRole.OPERAND, parts.constant(name, dims, values));
    }
  }
}
