package io.edgeflow.optimize;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.train.TrainConfig;

/**
 * What the optimize stage takes.
 *
 * @param model the trained graph, a graph file
 * @param augmentation for fine-tuning and distillation, as in training
 * @param training how the model was trained; fine-tuning and distillation go by it
 */
public record OptimizationInput(
    DatasetManifest dataset, Artifact model, BatchTransform augmentation, TrainConfig training) {}
