package io.edgeflow.optimize;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.train.TrainConfig;
import io.edgeflow.train.transfer.GivenModel;
import org.jspecify.annotations.Nullable;

/**
 * What the optimize stage takes.
 *
 * @param model the trained graph, a graph file
 * @param augmentation for fine-tuning and distillation, as in training
 * @param training how the model was trained; fine-tuning and distillation go by it
 * @param teacher a model that teaches in place of the trained one; null for none
 */
public record OptimizationInput(
    DatasetManifest dataset,
    Artifact model,
    BatchTransform augmentation,
    TrainConfig training,
    @Nullable GivenModel teacher) {
  /** Without a teacher of its own. */
  public OptimizationInput(
      DatasetManifest dataset, Artifact model, BatchTransform augmentation, TrainConfig training) {
    this(dataset, model, augmentation, training, null);
  }
}
