package io.edgeflow.core.dataset;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.preprocess.Preprocessing;
import java.util.List;

/**
 * The persisted form of a {@link Dataset}: its parts by content.
 *
 * @param dataVersion SHA-256 of the landed raw records
 * @param inputBaseline histograms of the training rows' features
 */
public record DatasetManifest(
    String dataVersion,
    Schema schema,
    Preprocessing preprocessing,
    Baseline inputBaseline,
    SplitFiles train,
    SplitFiles validation,
    SplitFiles test) {

  /**
   * The files of one split; each list holds shards of equal rows but the last.
   *
   * @param features prepared rows, see {@link Preprocessing}, in the element type of {@code
   *     schema.features()}; the very files of {@code raw} when nothing is prepared
   * @param raw as collected, NaN where missing, in the element type of {@code schema.raw()}
   * @param truths int32 {@code [rows]} classes or anomalies, or float32 {@code [rows, values]};
   *     empty when the truth is not known
   */
  public record SplitFiles(
      int rows, List<Artifact> features, List<Artifact> raw, List<Artifact> truths) {
    /** Copies the lists. */
    public SplitFiles {
      features = List.copyOf(features);
      raw = List.copyOf(raw);
      truths = List.copyOf(truths);
    }
  }
}
