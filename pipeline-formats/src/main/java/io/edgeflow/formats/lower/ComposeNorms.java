package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Rsqrt;
import io.edgeflow.core.graph.op.Standardization;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Puts a normalization by a sample's own mean and variance together from kernels of floats, where
 * the target has none for it. A mean is a matrix product with one output, whose bias is the epsilon
 * that a variance gets.
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
      Shape shape = parts.shape(x);
      List<Integer> sizes = IntStream.range(1, shape.rank()).mapToObj(shape::fixed).toList();
      String rows = how.lastAxes() == 1 ? x : parts.add("rows", new Reshape(rows(sizes)), x);
      String centered = parts.add("centered", new Add(), rows, average("mean", rows, -1, 0));
      String square = parts.add("square", new Mul(), centered, centered);
      String scale = parts.add("scale", new Rsqrt(), average("variance", square, 1, how.epsilon()));
      affine(centered, scale, sizes);
    }

    private void affine(String centered, String scale, List<Integer> sizes) {
      Optional<LoweredConstant> gamma = norm.optional(ConstantRole.GAMMA);
      Optional<LoweredConstant> beta = norm.optional(ConstantRole.BETA);
      if (how.lastAxes() == 1 && gamma.isEmpty()) {
        parts.last(new Mul(), Map.of(), centered, scale);
        return;
      }
      String normal = parts.add("normal", new Mul(), centered, scale);
      if (gamma.isEmpty() || beta.isEmpty()) {
        parts.last(new Reshape(sizes), Map.of(), normal);
        return;
      }
      String axes = how.lastAxes() == 1 ? normal : parts.add("axes", new Reshape(sizes), normal);
      String scaled = parts.add("scaled", new Mul(), operand(gamma.get()), axes);
      parts.last(new Add(), operand(beta.get()), scaled);
    }

    private List<Integer> rows(List<Integer> sizes) {
      int kept = sizes.size() - how.lastAxes();
      List<Integer> rows = new ArrayList<>(sizes.subList(0, kept));
      rows.add(sizes.subList(kept, sizes.size()).stream().reduce(1, Math::multiplyExact));
      return rows;
    }

    /** The average of each row with a sign, and a number added to it. */
    private String average(String part, String rows, float sign, float added) {
      Shape shape = parts.shape(rows);
      float[] weight = new float[shape.fixed(shape.rank() - 1)];
      Arrays.fill(weight, sign / weight.length);
      return parts.add(
          part,
          new Linear(),
          Map.of(
              ConstantRole.WEIGHT,
              parts.constant(part + ".weight", new int[] {1, weight.length}, weight),
              ConstantRole.BIAS,
              parts.constant(part + ".bias", new int[] {1}, added)),
          rows);
    }

    private Map<ConstantRole, LoweredConstant> operand(LoweredConstant constant) {
      int[] dims = how.affine().stream().mapToInt(Integer::intValue).toArray();
      return Map.of(
          ConstantRole.OPERAND, parts.constant(constant.name(), dims, constant.value().toFloats()));
    }
  }
}
