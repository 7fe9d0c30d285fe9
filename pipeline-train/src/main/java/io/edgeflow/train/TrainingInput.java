package io.edgeflow.train;

import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.train.transfer.GivenModel;
import org.jspecify.annotations.Nullable;

/**
 * What the train stage takes.
 *
 * @param augmentation applied to training batches only; {@link BatchTransform#none()} for none
 * @param given what training starts from; null for the configuration's network, untrained
 */
public record TrainingInput(
    DatasetManifest dataset, BatchTransform augmentation, @Nullable GivenModel given) {
  /** Training of the configuration's network. */
  public TrainingInput(DatasetManifest dataset, BatchTransform augmentation) {
    this(dataset, augmentation, null);
  }
}
