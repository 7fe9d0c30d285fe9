package io.edgeflow.data.archive;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.edgeflow.core.sample.FeatureKind;
import java.io.IOException;
import java.util.List;

/** What the files of an archive hold, and all that it takes to read samples out of them. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "files")
@JsonSubTypes(@JsonSubTypes.Type(value = ImageFiles.class, name = "images"))
public sealed interface SampleFiles permits ImageFiles {
  /** What a sample is. */
  FeatureKind samples();

  /** The names of the texts that each sample has beside its features, such as its label. */
  List<String> cells();

  /**
   * The names of the features of a sample, in the order in which they lie in memory.
   *
   * @param shape of a sample: {@code data_pipeline.features.shape}
   * @throws io.edgeflow.core.error.PipelineException if no sample of these has such a shape
   */
  List<String> columns(List<Integer> shape);

  /** Reads all samples, in the order of the archive. */
  void read(Archive archive, List<Integer> shape, SampleSink sink) throws IOException;
}
