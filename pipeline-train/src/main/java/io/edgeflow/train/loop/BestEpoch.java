package io.edgeflow.train.loop;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import org.jspecify.annotations.Nullable;

/** The weights of the best epoch so far. */
final class BestEpoch {
  private static final String KEPT = "last_good.safetensors";

  private final Monitor monitor;
  private ModelGraph graph;
  private @Nullable EpochMetrics metrics;

  /** Before the first epoch, the weights are the initial ones. */
  BestEpoch(Monitor monitor, ModelGraph initial) {
    this.monitor = monitor;
    this.graph = initial;
  }

  /** Whether an epoch would be the best. */
  boolean isBeatenBy(EpochMetrics other) {
    return monitor.isBetter(other, metrics);
  }

  void take(EpochMetrics better, ModelGraph weights) {
    metrics = better;
    graph = weights;
  }

  /** From 1; 0 before the first. */
  int epoch() {
    return metrics == null ? 0 : metrics.epoch();
  }

  ModelGraph graph() {
    return graph;
  }

  /** A loss that is no number; the weights of the best epoch are kept as an artifact. */
  PipelineException refuse(double loss, String where, ArtifactStore artifacts) {
    return PipelineException.failed("The loss is not a number")
        .found(loss)
        .limit("a finite number")
        .where(where)
        .remedy(
            "lower model_training.training.learning_rate, set gradient_clip_norm there, or set"
                + " data_pipeline.preprocessing.standardize to true; "
                + keep(artifacts))
        .build();
  }

  private String keep(ArtifactStore artifacts) {
    if (metrics == null) {
      return "no epoch was finished, so that no weights are kept";
    }
    Artifact kept = artifacts.put(KEPT, GraphFile.bytes(graph));
    return "the weights of epoch %d, the best until then, are kept in %s"
        .formatted(epoch(), artifacts.location(kept.sha256()));
  }
}
