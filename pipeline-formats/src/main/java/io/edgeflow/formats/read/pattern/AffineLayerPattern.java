package io.edgeflow.formats.read.pattern;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.AxisUse;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What multiplies each channel behind a layer, or is added to it, goes into its weight and bias:
 * exporters leave batch normalizations so. Not behind a tensor that an 8-bit file rounds.
 */
final class AffineLayerPattern implements Pattern {
  @Override
  public Optional<Found> at(Node last, Draft draft) {
    boolean factor = last.op().equals(new Mul());
    Optional<Tensor> operand = draft.constant(last, ConstantRole.OPERAND);
    if (operand.isEmpty() || !(factor || last.op().equals(new Add()))) {
      return Optional.empty();
    }
    return draft
        .producer(last.inputs().get(0))
        .filter(layer -> draft.readOnce(layer.name()) && !draft.isRanged(layer.name()))
        .filter(layer -> isLayer(layer) && isOfChannels(operand.get(), layer, draft))
        .map(layer -> joined(layer, operand.get().toFloats(), factor, draft));
  }

  private static boolean isLayer(Node layer) {
    return layer.op().roles().allow(ConstantRole.BIAS) && layer.op().recurrent().isEmpty();
  }

  private static boolean isOfChannels(Tensor operand, Node layer, Draft draft) {
    Shape shape = draft.shape(layer.name());
    int channels = layer.op().axes() == AxisUse.LAST ? shape.rank() - 2 : 0;
    return operand.rank() == shape.rank() - 1
        && operand.dim(channels) == operand.size()
        && operand.size() == shape.fixed(channels + 1);
  }

  private static Found joined(Node layer, float[] by, boolean factor, Draft draft) {
    Map<ConstantRole, Constant> constants = new HashMap<>();
    layer.constants().keySet().forEach(role -> constants.put(role, draft.whole(layer, role)));
    if (factor) {
      constants.computeIfPresent(ConstantRole.WEIGHT, (role, weight) -> scaled(weight, by));
      constants.computeIfPresent(ConstantRole.BIAS, (role, bias) -> scaled(bias, by));
    } else {
      constants.merge(
          ConstantRole.BIAS,
          Constant.trainable(Tensor.of(new int[] {by.length}, by)),
          AffineLayerPattern::sum);
    }
    return new Instead(layer.op(), layer.inputs(), constants);
  }

  /** Each output's numbers, which lie together, by its own factor. */
  private static Constant scaled(Constant constant, float[] factors) {
    float[] values = constant.value().toFloats();
    int each = values.length / factors.length;
    for (int i = 0; i < values.length; i++) {
      values[i] *= factors[i / each];
    }
    return constant.withValue(Tensor.of(constant.value().dims(), values));
  }

  private static Constant sum(Constant bias, Constant shift) {
    float[] values = bias.value().toFloats();
    float[] more = shift.value().toFloats();
    for (int i = 0; i < values.length; i++) {
      values[i] += more[i];
    }
    return bias.withValue(Tensor.of(bias.value().dims(), values));
  }
}
