package io.edgeflow.formats.read.pattern;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.AxisUse;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is added to each channel behind a layer without a bias becomes its bias. */
final class BiasPattern implements Pattern {
  @Override
  public Optional<Found> at(Node last, Draft draft) {
    Optional<Tensor> operand = draft.constant(last, ConstantRole.OPERAND);
    if (operand.isEmpty() || !last.op().equals(new Add())) {
      return Optional.empty();
    }
    return draft
        .producer(last.inputs().get(0))
        .filter(layer -> draft.readOnce(layer.name()) && lacksBias(layer))
        .filter(layer -> isOfChannels(operand.get(), layer, draft))
        .map(layer -> biased(layer, operand.get(), draft));
  }

  private static boolean lacksBias(Node layer) {
    return layer.op().roles().optional().contains(ConstantRole.BIAS)
        && layer.op().recurrent().isEmpty()
        && layer.optional(ConstantRole.BIAS).isEmpty();
  }

  private static boolean isOfChannels(Tensor operand, Node layer, Draft draft) {
    Shape shape = draft.shape(layer.name());
    int channels = layer.op().axes() == AxisUse.LAST ? shape.rank() - 2 : 0;
    return operand.rank() == shape.rank() - 1
        && operand.dim(channels) == operand.size()
        && operand.size() == shape.fixed(channels + 1);
  }

  private static Found biased(Node layer, Tensor operand, Draft draft) {
    Map<ConstantRole, Constant> constants = new HashMap<>();
    layer.constants().keySet().forEach(role -> constants.put(role, draft.whole(layer, role)));
    constants.put(ConstantRole.BIAS, Constant.trainable(operand.reshape(operand.size())));
    return new Instead(layer.op(), layer.inputs(), constants);
  }
}
