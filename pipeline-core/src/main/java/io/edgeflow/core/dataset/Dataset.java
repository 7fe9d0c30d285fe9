package io.edgeflow.core.dataset;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.preprocess.Preprocessing;

/**
 * Three disjoint splits of prepared rows on memory-mapped files. Choices use train and validation;
 * test is only ever measured. Memory use does not grow with the number of rows.
 *
 * @param version SHA-256 of the landed raw records
 * @param preprocessing fitted on train only
 * @param inputBaseline histograms of the training rows' features
 */
public record Dataset(
    String version,
    Schema schema,
    Preprocessing preprocessing,
    Baseline inputBaseline,
    Split train,
    Split validation,
    Split test) {

  /** Maps the files of a manifest; each is verified against its digest. */
  public static Dataset open(DatasetManifest manifest, ArtifactStore store) {
    return new Dataset(
        manifest.dataVersion(),
        manifest.schema(),
        manifest.preprocessing(),
        manifest.inputBaseline(),
        Split.open("train", manifest.train(), manifest, store),
        Split.open("validation", manifest.validation(), manifest, store),
        Split.open("test", manifest.test(), manifest, store));
  }
}
