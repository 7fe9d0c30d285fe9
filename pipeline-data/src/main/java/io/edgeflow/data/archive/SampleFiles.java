package io.edgeflow.data.archive;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.edgeflow.core.sample.FeatureKind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What the files of an archive hold, and all that it takes to read samples out of them. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "files")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ImageFiles.class, name = "images"),
  @JsonSubTypes.Type(value = ArrayFiles.class, name = "arrays"),
  @JsonSubTypes.Type(value = CifarFiles.class, name = "cifar"),
  @JsonSubTypes.Type(value = RecordingFiles.class, name = "recordings"),
  @JsonSubTypes.Type(value = SyntheticFiles.class, name = "synthetic"),
})
public sealed interface SampleFiles
    permits ImageFiles, ArrayFiles, CifarFiles, RecordingFiles, SyntheticFiles {
  /** What a sample is; empty where it may be anything. */
  Optional<FeatureKind> samples();

  /** Whether a sample may hold a part of another one. */
  default boolean samplesOverlap() {
    return false;
  }

  /** The names of the texts that each sample has beside its features, such as its label. */
  List<String> cells();

  /**
   * The names of the features of a sample, in the order in which they lie in memory.
   *
   * @param shape of a sample: {@code data_pipeline.features.shape}, empty for a vector
   * @throws io.edgeflow.core.error.PipelineException if no sample of these has such a shape
   */
  List<String> columns(Archive archive, List<Integer> shape) throws IOException;

  /** Whether each feature of each sample is a whole number from 0 to 255. */
  default boolean holdsBytes(Archive archive) throws IOException {
    return false;
  }

  /**
   * Reads all samples, in the order of the archive.
   *
   * @param threads how many may be read at a time
   */
  void read(Archive archive, List<Integer> shape, int threads, SampleSink sink) throws IOException;
}
