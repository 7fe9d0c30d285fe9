package io.edgeflow.data;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.data.preprocessing.RawSplits;
import io.edgeflow.data.quality.DataQualityMetrics;
import io.edgeflow.data.quality.Stamps;
import io.edgeflow.data.source.LandedSource;
import java.util.List;

/**
 * What was collected, landed and judged.
 *
 * @param dataVersion SHA-256 over the names and bytes of all sources
 * @param collected rows that came in; equals {@code valid + quarantined}
 * @param splits the valid rows, dealt to the three splits, and what they are
 * @param quarantine JSON lines: {@code source, record, reason, raw}
 * @param quality measured over all collected rows
 * @param stamps the times of the records, see {@link Stamps}; none without a timestamp column
 * @param sources the raw bytes, untouched
 */
public record DataCollection(
    String dataVersion,
    long collected,
    long valid,
    long quarantined,
    RawSplits splits,
    Artifact quarantine,
    DataQualityMetrics quality,
    List<Artifact> stamps,
    List<LandedSource> sources) {
  /** Copies the lists. */
  public DataCollection {
    stamps = List.copyOf(stamps);
    sources = List.copyOf(sources);
  }

  DataCollection with(DataQualityMetrics newQuality, List<LandedSource> newSources) {
    return new DataCollection(
        dataVersion,
        collected,
        valid,
        quarantined,
        splits,
        quarantine,
        newQuality,
        stamps,
        newSources);
  }
}
