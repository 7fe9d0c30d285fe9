package io.edgeflow.formats;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.ImportedModel;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells operands that a model's maker fixed from those that its training learnt, which no file
 * says: one number for all (a scale, as of attention), a mask, and what the input itself is
 * normalized with are fixed; positions and biases of many numbers were learnt.
 */
final class FixedOperands {
  /** What masks add is far larger than what is learnt: -10,000 in BERT, -1e9, the lowest float. */
  private static final float MASKED = 9_999;

  private FixedOperands() {}

  /** The model with its fixed operands frozen. */
  static ImportedModel frozen(ImportedModel model) {
    ModelGraph graph = model.graph();
    Map<String, Constant> fixed = new HashMap<>();
    for (Node node : graph.nodes()) {
      node.optional(ConstantRole.OPERAND)
          .filter(name -> isFixed(graph, node, graph.constant(name).value()))
          .ifPresent(name -> fixed.put(name, Constant.frozen(graph.constant(name).value())));
    }
    return new ImportedModel(
        graph.withConstants(fixed),
        model.inputs(),
        model.outputs(),
        model.quantization(),
        model.notes());
  }

  private static boolean isFixed(ModelGraph graph, Node node, Tensor value) {
    boolean ofInput =
        graph.signature().inputs().stream().anyMatch(in -> node.inputs().contains(in.name()));
    return value.size() == 1 || ofInput || isMask(value);
  }

  private static boolean isMask(Tensor value) {
    for (float each : value.toFloats()) {
      if (!(Math.abs(each) < MASKED)) {
        return true;
      }
    }
    return false;
  }
}
