package io.edgeflow.train.loop;

import io.edgeflow.core.graph.ModelGraph;
import java.util.List;

/**
 * A trained graph.
 *
 * @param graph with the weights after the best epoch; without calibrated ranges, which other
 *     weights would belie
 * @param bestEpoch from 1, the best by the metric that was monitored; the earliest of equals; 0
 *     after no epochs
 * @param history one entry an epoch
 */
public record TrainedGraph(ModelGraph graph, int bestEpoch, List<EpochMetrics> history) {
  /** Copies the history. */
  public TrainedGraph {
    history = List.copyOf(history);
  }
}
