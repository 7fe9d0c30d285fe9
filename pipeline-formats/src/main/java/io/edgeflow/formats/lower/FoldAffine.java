package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.ChannelAffine;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.tensor.Tensor;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Folds what multiplies and shifts each channel, such as a batch normalization, into the
 * convolution or matrix product before it, when nothing else reads that:
 *
 * <pre>{@code
 * weight' = factor · weight        bias' = factor · bias + shift
 * }</pre>
 *
 * (Jacob et al. 2018, section 3.2). Pruned weights stay zero.
 */
final class FoldAffine implements Rule {
  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      Optional<FusedOp> norm = LoweredGraph.as(op).filter(f -> foldable(graph, f));
      if (norm.isPresent()) {
        FusedOp layer = rewrite.producer(norm.get().inputs().get(0));
        rewrite.drop(layer.output());
        rewrite.exchange(layer, fold(layer, norm.get()));
      } else {
        rewrite.add(op);
      }
    }
    return rewrite.done();
  }

  /** What an operation does to each channel, if that is all that it does. */
  static Optional<ChannelAffine> affine(FusedOp op) {
    Map<ConstantRole, float[]> constants = new EnumMap<>(ConstantRole.class);
    op.constants().forEach((role, constant) -> constants.put(role, constant.value().toFloats()));
    return op.op().channelAffine(constants);
  }

  private static boolean foldable(LoweredGraph graph, FusedOp norm) {
    String input = norm.inputs().get(0);
    return affine(norm).isPresent()
        && graph.readers(input) == 1
        && graph
            .producer(input)
            .filter(layer -> layer.weighted() && layer.activation() == Activation.NONE)
            .filter(layer -> outputsAreChannels(graph, layer))
            .isPresent();
  }

  /** Not so for a matrix product on more than two axes: its outputs lie on the last. */
  private static boolean outputsAreChannels(LoweredGraph graph, FusedOp layer) {
    return graph.value(layer.output()).shape().rank()
        == graph.operands(layer).constant(ConstantRole.WEIGHT).rank();
  }

  private static FusedOp fold(FusedOp layer, FusedOp norm) {
    ChannelAffine affine = affine(norm).orElseThrow();
    LoweredConstant old = layer.constant(ConstantRole.WEIGHT);
    float[] weight = old.value().toFloats();
    float[] bias =
        layer
            .optional(ConstantRole.BIAS)
            .map(constant -> constant.value().toFloats())
            .orElseGet(() -> new float[affine.channels()]);
    int each = weight.length / bias.length;
    for (int c = 0; c < bias.length; c++) {
      for (int i = c * each; i < (c + 1) * each; i++) {
        weight[i] = (float) (affine.factor()[c] * weight[i]);
      }
      bias[c] = (float) (affine.factor()[c] * bias[c] + affine.shift()[c]);
    }
    Map<ConstantRole, LoweredConstant> folded = new EnumMap<>(layer.constants());
    folded.put(ConstantRole.WEIGHT, named(layer, ConstantRole.WEIGHT, old.value().dims(), weight));
    folded.put(ConstantRole.BIAS, named(layer, ConstantRole.BIAS, new int[] {bias.length}, bias));
    return layer.withConstants(folded).giving(norm.output());
  }

  /** A constant of the layer's own: another layer may still read what it was made from. */
  static LoweredConstant named(FusedOp layer, ConstantRole role, int[] dims, float[] values) {
    return LoweredConstant.floats(layer.name() + "." + role.id(), Tensor.of(dims, values));
  }
}
