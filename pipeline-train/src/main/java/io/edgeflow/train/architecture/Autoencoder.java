package io.edgeflow.train.architecture;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Weighted.Linear;
import java.util.List;

/**
 * The dense autoencoder of MLPerf Tiny's anomaly detection (Banbury et al. 2021, after the DCASE
 * 2020 baseline): flattening where a sample has several axes, linear layers of 128, 128, 128, 128,
 * 8, 128, 128, 128 and 128 features unless chosen, each with batch normalization and ReLU, and a
 * linear layer to as many features as the sample has.
 */
final class Autoencoder {
  private static final List<Integer> HIDDEN = List.of(128, 128, 128, 128, 8, 128, 128, 128, 128);
  private static final BatchNorm NORM = new BatchNorm(1e-3f, 0.1f);

  private Autoencoder() {}

  static ModelGraph untrained(Blueprint blueprint) {
    refuseChannels(blueprint);
    GraphBuilder builder = Mlp.flattened(blueprint, "autoencoder");
    LayerWeights weights = blueprint.weights();
    int features = blueprint.input().size();
    int layer = 1;
    for (int hidden : blueprint.sizes().hiddenOr(HIDDEN)) {
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
