package io.edgeflow.data.preprocessing;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rows of one split as they were collected.
 *
 * @param counts how many rows each class has; or how many are normal and how many are anomalies; or
 *     how many there are
 * @param raw {@code [rows, columns]} in the element type of the schema's raw rows, NaN where
 *     missing
 * @param truths int32 {@code [rows]}, or float32 {@code [rows, values]}; empty when not known
 */
public record RawSplit(List<Long> counts, List<Artifact> raw, List<Artifact> truths) {
  /** Copies the lists. */
  public RawSplit {
    counts = List.copyOf(counts);
    raw = List.copyOf(raw);
    truths = List.copyOf(truths);
  }

  /** The number of rows. */
  public int rows() {
    return Math.toIntExact(counts.stream().mapToLong(Long::longValue).sum());
  }

  /** All its files. */
  public Stream<Artifact> files() {
    return Stream.concat(raw.stream(), truths.stream());
  }

  SplitFiles with(List<Artifact> features) {
    return new SplitFiles(rows(), features, raw, truths);
  }
}
