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
}
