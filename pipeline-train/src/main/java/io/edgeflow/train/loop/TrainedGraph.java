package io.edgeflow.train.loop;

import io.edgeflow.core.graph.ModelGraph;
import java.util.List;

/**
 * A trained graph.
 *
 * @param graph with the weights after the best epoch; without calibrated ranges, which other
 *     weights would belie
 * @param bestEpoch the epoch, from 1, with the lowest validation loss; the earliest of equals; 0
 *     after no epochs
 * @param history one entry an epoch
 */
public record TrainedGraph(ModelGraph graph, int bestEpoch, List<EpochMetrics> history) {
  /** Copies the history. */
  public TrainedGraph {
    history = List.copyOf(history);
  }
}
