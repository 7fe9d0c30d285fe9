package io.edgeflow.train.architecture;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.OutputKind;
import java.util.List;
import java.util.Set;

/**
 * The dense autoencoder of MLPerf Tiny's anomaly detection (Banbury et al. 2021, after the DCASE
 * 2020 baseline): flattening where a sample has several axes, linear layers of 128, 128, 128, 128,
 * 8, 128, 128, 128 and 128 features unless chosen, each with batch normalization and ReLU, and a
 * linear layer to as many features as the sample has.
 */
public final class Autoencoder implements Architecture {
  /** How large the hidden layers are. */
  public static final Field<List<Integer>> HIDDEN =
      Field.integers(
          "hidden",
          List.of(128, 128, 128, 128, 8, 128, 128, 128, 128),
          1,
          65_536,
          "features of each hidden layer, at least one");

  private static final FieldTable FIELDS = FieldTable.of(HIDDEN);
  private static final BatchNorm NORM = new BatchNorm(1e-3f, 0.1f);

  @Override
  public String id() {
    return "autoencoder";
  }

  @Override
  public String description() {
    return "MLPerf Tiny's dense autoencoder; gives samples again, images of one channel";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public Set<OutputKind> outputs() {
    return Set.of(OutputKind.RECONSTRUCTION);
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
  public void refuseContradictions(Section parameters, Problems problems) {
    if (parameters.get(HIDDEN).isEmpty()) {
      parameters.refuse(
          problems, HIDDEN, "must name at least one layer; set for example [16, 4, 16]");
    }
  }

  @Override
  public ModelGraph untrained(Blueprint blueprint) {
    refuseChannels(blueprint);
    GraphBuilder builder = Mlp.flattened(blueprint, id());
    LayerWeights weights = blueprint.weights();
    int features = blueprint.input().size();
    int layer = 1;
    for (int hidden : blueprint.scaled(HIDDEN)) {
      builder
          .apply("fc" + layer, new Linear(), weights.rectified(hidden, features))
          .apply("norm" + layer, NORM, LayerWeights.normalization(hidden))
          .apply("relu" + layer, new Relu());
      features = hidden;
      layer++;
    }
    return blueprint.end(
        builder.apply("fc" + layer, new Linear(), weights.uniform(blueprint.outputs(), features)));
  }

  /** A reconstruction is compared as samples lie in memory, but a graph gives logical order. */
  private static void refuseChannels(Blueprint blueprint) {
    if (!blueprint.input().inLogicalOrder()) {
      throw PipelineException.config("An autoencoder cannot give images of several channels again")
          .found(blueprint.input())
          .limit("one channel")
          .where("model_training.model.type")
          .remedy("give grey images, set data_pipeline.features.shape to [height, width, 1]")
          .build();
    }
  }
}
