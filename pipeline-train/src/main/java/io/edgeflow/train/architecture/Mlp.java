package io.edgeflow.train.architecture;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.OutputKind;
import java.util.List;
import java.util.Set;

/**
 * Flattening where a sample has several axes, then linear layers with ReLU between them: 128 and 64
 * hidden features unless chosen. Without a hidden layer it is a linear model.
 */
public final class Mlp implements Architecture {
  /** How large the hidden layers are. */
  public static final Field<List<Integer>> HIDDEN =
      Field.integers(
          "hidden",
          List.of(128, 64),
          1,
          65_536,
          "features of each hidden layer; [] is a linear model");

  private static final FieldTable FIELDS = FieldTable.of(HIDDEN);

  @Override
  public String id() {
    return "mlp";
  }

  @Override
  public String description() {
    return "linear layers with ReLU between them; classes or values of any sample";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public Set<OutputKind> outputs() {
    return Set.of(OutputKind.LOGITS, OutputKind.VALUES);
  }

  @Override
  public Set<FeatureKind> samples() {
    return Set.of(FeatureKind.values());
  }

  @Override
  public boolean narrows() {
    return true;
  }

  @Override
  public ModelGraph untrained(Blueprint blueprint) {
    GraphBuilder builder = flattened(blueprint, id());
    LayerWeights weights = blueprint.weights();
    int features = blueprint.input().size();
    int layer = 1;
    for (int hidden : blueprint.scaled(HIDDEN)) {
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
