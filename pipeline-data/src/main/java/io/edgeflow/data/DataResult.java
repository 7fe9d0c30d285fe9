package io.edgeflow.data;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.data.finding.DataFindings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The output of the data stage.
 *
 * @param dataset the prepared data set, to be opened with {@code Dataset.open}
 * @param found null where nobody looked
 */
public record DataResult(
    DataCollection collection, DatasetManifest dataset, @Nullable Found found) {
  /** A data set that nobody looked through. */
  public DataResult(DataCollection collection, DatasetManifest dataset) {
    this(collection, dataset, null);
  }

  /**
   * What was found in the data set.
   *
   * @param findings see {@link DataFindings#FORM}
   * @param card the data card, Markdown
   * @param metrics of the findings; NaN where one could not be measured
   * @param notes what people should know of them
   */
  public record Found(Artifact findings, Artifact card, List<Metric> metrics, List<String> notes) {
    /** Copies the lists. */
    public Found {
      metrics = List.copyOf(metrics);
      notes = List.copyOf(notes);
    }
  }

  /** The same data set with a fresh collection of the same data version. */
  public DataResult withCollection(DataCollection fresh) {
    if (!fresh.dataVersion().equals(dataset.dataVersion())) {
      throw new IllegalArgumentException(
          "Data version " + fresh.dataVersion() + " is not " + dataset.dataVersion());
    }
    return new DataResult(fresh, dataset, found);
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
