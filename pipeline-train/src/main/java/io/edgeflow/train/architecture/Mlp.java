package io.edgeflow.train.architecture;

import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Weighted.Linear;
import java.util.List;

/**
 * Flattening where a sample has several axes, then linear layers with ReLU between them: 128 and 64
 * hidden features unless chosen. Without a hidden layer it is a linear model.
 */
final class Mlp {
  private static final List<Integer> HIDDEN = List.of(128, 64);

  private Mlp() {}

  static ModelGraph untrained(Blueprint blueprint) {
    GraphBuilder builder = flattened(blueprint, "mlp");
    LayerWeights weights = blueprint.weights();
    int features = blueprint.input().size();
    int layer = 1;
    for (int hidden : blueprint.sizes().hiddenOr(HIDDEN)) {
      builder
          .apply("fc" + layer, new Linear(), weights.uniform(hidden, features))
          .apply("relu" + layer, new Relu());
      features = hidden;
      layer++;
    }
    return blueprint.end(
        builder.apply("fc" + layer, new Linear(), weights.uniform(blueprint.outputs(), features)));
  }

  /** A graph that has brought a sample of several axes into one, in logical order. */
  static GraphBuilder flattened(Blueprint blueprint, String name) {
    GraphBuilder builder = blueprint.start(name);
    boolean several = blueprint.input().shape().rank() > 2;
    return several ? builder.apply("flatten", new Flatten()) : builder;
  }
}
