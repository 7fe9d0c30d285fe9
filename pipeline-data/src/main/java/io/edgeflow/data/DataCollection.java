package io.edgeflow.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.data.preprocessing.RawSplits;
import io.edgeflow.data.profile.DataProfile;
import io.edgeflow.data.quality.DataQualityMetrics;
import io.edgeflow.data.quality.Stamps;
import io.edgeflow.data.source.Landed;
import io.edgeflow.data.source.LandedSource;
import io.edgeflow.data.source.MissingSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was collected, landed and judged.
 *
 * @param dataVersion SHA-256 over the names and bytes of all sources
 * @param collected rows that came in; equals {@code valid + quarantined}
 * @param splits the valid rows, dealt to the three splits, and what they are
 * @param quarantine JSON lines: {@code source, record, reason, raw}
 * @param quality measured over all collected rows
 * @param stamps the times of the records, see {@link Stamps}; none without a timestamp column
 * @param sources the bytes that landed
 * @param missing sources that gave no record, or failed and are not required
 * @param profile what the columns hold, see {@link DataProfile#FORM}; null where nobody measured it
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
    List<LandedSource> sources,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<MissingSource> missing,
    @Nullable Artifact profile) {
  /** Copies the lists. */
  public DataCollection {
    stamps = List.copyOf(stamps);
    sources = List.copyOf(sources);
    missing = missing == null ? List.of() : List.copyOf(missing);
  }

  @Override
  public List<MissingSource> missing() {
    return missing == null ? List.of() : missing;
  }

  /** Of sources that all gave records. */
  public DataCollection(
      String dataVersion,
      long collected,
      long valid,
      long quarantined,
      RawSplits splits,
      Artifact quarantine,
      DataQualityMetrics quality,
      List<Artifact> stamps,
      List<LandedSource> sources) {
    this(
        dataVersion,
        collected,
        valid,
        quarantined,
        splits,
        quarantine,
        quality,
        stamps,
        sources,
        List.of(),
        null);
  }

  /** Equal bytes that landed anew: those that gave no record give none now, others may be back. */
  DataCollection with(DataQualityMetrics newQuality, Landed landed) {
    Set<String> names =
        landed.sources().stream().map(LandedSource::name).collect(Collectors.toSet());
    List<MissingSource> newMissing = new ArrayList<>(landed.missing());
    missing().stream().filter(each -> names.contains(each.name())).forEach(newMissing::add);
    return new DataCollection(
        dataVersion,
        collected,
        valid,
        quarantined,
        splits,
        quarantine,
        newQuality,
        stamps,
        landed.sources(),
        newMissing,
        profile);
  }
}
