package io.edgeflow.data;

import io.edgeflow.core.dataset.DatasetManifest;

/**
 * The output of the data stage.
 *
 * @param dataset the prepared data set, to be opened with {@code Dataset.open}
 */
public record DataResult(DataCollection collection, DatasetManifest dataset) {
  /** The same data set with a fresh collection of the same data version. */
  public DataResult withCollection(DataCollection fresh) {
    if (!fresh.dataVersion().equals(dataset.dataVersion())) {
      throw new IllegalArgumentException(
          "Data version " + fresh.dataVersion() + " is not " + dataset.dataVersion());
    }
    return new DataResult(fresh, dataset);
  }

  /** For people: how many rows came, and where they went. */
  @Override
  public String toString() {
    return "DataResult[%d rows collected, %d quarantined; %d train, %d validation, %d test]"
        .formatted(
            collection.collected(),
            collection.quarantined(),
            dataset.train().rows(),
            dataset.validation().rows(),
            dataset.test().rows());
  }
}
