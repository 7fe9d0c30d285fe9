package io.edgeflow.train;

import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.SliceFiles;
import io.edgeflow.train.transfer.GivenModel;
import org.jspecify.annotations.Nullable;

/**
 * What the train stage takes.
 *
 * @param augmentation applied to training batches only; {@link BatchTransform#none()} for none
 * @param given what training starts from; null for the configuration's network, untrained
 * @param slices what the columns of {@code evaluation.slices} hold; null where none of the data's
 *     is named
 * @param accepted the last accepted model, which {@code evaluation.no_worse} compares with; null
 *     where there is none
 */
public record TrainingInput(
    DatasetManifest dataset,
    BatchTransform augmentation,
    @Nullable GivenModel given,
    @Nullable SliceFiles slices,
    @Nullable AcceptedModel accepted) {
  /** Training of the configuration's network. */
  public TrainingInput(DatasetManifest dataset, BatchTransform augmentation) {
    this(dataset, augmentation, null, null, null);
  }

  /** Training of a given model. */
  public TrainingInput(DatasetManifest dataset, BatchTransform augmentation, GivenModel given) {
    this(dataset, augmentation, given, null, null);
  }
}
