package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.ChannelAffine;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted;
import io.edgeflow.core.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces what multiplies and shifts each channel, where the target has no kernel for it: on
 * images by a depthwise 1×1 convolution, elsewhere by a product and a sum.
 */
final class ReplaceAffine implements Rule {
  private final TargetProfile profile;
  private final boolean int8;

  ReplaceAffine(TargetProfile profile, boolean int8) {
    this.profile = profile;
    this.int8 = int8;
  }

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      Optional<FusedOp> norm = LoweredGraph.as(op).filter(this::withoutKernel);
      Optional<ChannelAffine> affine = norm.flatMap(FoldAffine::affine);
      if (affine.isEmpty()) {
        rewrite.add(op);
      } else if (graph.value(op.output()).shape().rank() == 4) {
        rewrite.add(depthwise(norm.get(), affine.get()));
      } else {
        productAndSum(graph, rewrite, norm.get(), affine.get());
      }
    }
    return rewrite.done();
  }

  private boolean withoutKernel(FusedOp op) {
    KernelTraits traits = op.op().accept(profile);
    return !(int8 ? traits.int8() : traits.floats());
  }

  private static FusedOp depthwise(FusedOp norm, ChannelAffine affine) {
    int channels = affine.channels();
    Op op = new Weighted.Conv2d(Size.square(1), Pads.NONE, Size.square(1), channels);
    return new FusedOp(
        norm.name(),
        op,
        norm.inputs(),
        Map.of(
            ConstantRole.WEIGHT,
            FoldAffine.named(
                norm, ConstantRole.WEIGHT, new int[] {channels, 1, 1, 1}, floats(affine.factor())),
            ConstantRole.BIAS,
            FoldAffine.named(
                norm, ConstantRole.BIAS, new int[] {channels}, floats(affine.shift()))),
        Activation.NONE,
        norm.output());
  }

  private static void productAndSum(
      LoweredGraph graph, Rewrite rewrite, FusedOp norm, ChannelAffine affine) {
    Shape shape = graph.value(norm.output()).shape();
    int[] dims = new int[shape.rank() - 1];
    Arrays.fill(dims, 1);
    dims[0] = affine.channels();
    String product = rewrite.free(norm.name() + ".product");
    rewrite.put(Value.floats(product, shape));
    Optional.ofNullable(graph.ranges().get(norm.inputs().get(0)))
        .ifPresent(range -> rewrite.range(product, reach(range, affine)));
    rewrite.add(
        operation(product, new Elementwise.Mul(), norm.inputs(), dims, affine.factor(), product));
    rewrite.add(
        operation(
            norm.name(),
            new Elementwise.Add(),
            List.of(product),
            dims,
            affine.shift(),
            norm.output()));
  }

  private static FusedOp operation(
      String name, Op op, List<String> inputs, int[] dims, double[] operand, String output) {
    FusedOp bare = new FusedOp(name, op, inputs, Map.of(), Activation.NONE, output);
    return bare.withConstants(
        Map.of(
            ConstantRole.OPERAND,
            FoldAffine.named(bare, ConstantRole.OPERAND, dims, floats(operand))));
  }

  /** The values that the product can have. */
  private static ValueRange reach(ValueRange input, ChannelAffine affine) {
    double least = 0;
    double most = 0;
    for (double factor : affine.factor()) {
      least = Math.min(least, Math.min(factor * input.min(), factor * input.max()));
      most = Math.max(most, Math.max(factor * input.min(), factor * input.max()));
    }
    return new ValueRange((float) least, (float) most);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
