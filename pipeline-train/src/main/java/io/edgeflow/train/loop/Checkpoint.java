package io.edgeflow.train.loop;

import io.edgeflow.core.graph.ModelGraph;
import java.util.List;
import java.util.Map;

/**
 * All that a training needs to go on after an epoch; what it draws at random follows from seed,
 * epoch and step.
 *
 * @param epoch the last whole one, from 1
 * @param graph with the weights after it
 * @param memory the optimizer's, and the average's where there is one
 * @param bestEpoch from 1
 * @param best the weights that the best epoch was measured with
 * @param history one entry an epoch
 * @param firstBatch a digest of the training's very first batch
 */
record Checkpoint(
    int epoch,
    ModelGraph graph,
    Map<String, float[]> memory,
    int bestEpoch,
    ModelGraph best,
    List<EpochMetrics> history,
    String firstBatch) {
  /** The metrics of the best epoch. */
  EpochMetrics bestMetrics() {
    return history.get(bestEpoch - 1);
  }
}
