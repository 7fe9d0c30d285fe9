package io.edgeflow.train;

import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.DatasetManifest;

/**
 * What the train stage takes.
 *
 * @param augmentation applied to training batches only; {@link BatchTransform#none()} for none
 */
public record TrainingInput(DatasetManifest dataset, BatchTransform augmentation) {}
