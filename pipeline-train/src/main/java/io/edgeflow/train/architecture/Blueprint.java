package io.edgeflow.train.architecture;

import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.Target;
import org.jspecify.annotations.Nullable;

/** What a network is made for. */
record Blueprint(
    FeatureSpec input,
    Target target,
    LayerSizes sizes,
    long seed,
    @Nullable Preprocessing preprocessing) {
  /** A graph that takes the input and has no nodes yet. */
  GraphBuilder start(String name) {
    return new GraphBuilder(name, input.shape());
  }

  /** Ends a graph. */
  ModelGraph end(GraphBuilder builder) {
    return builder.build(target, preprocessing);
  }

  /** A source of weights that has drawn none yet. */
  LayerWeights weights() {
    return new LayerWeights(seed);
  }

  /** How many numbers the network gives. */
  int outputs() {
    return target.outputs(input.size());
  }
}
