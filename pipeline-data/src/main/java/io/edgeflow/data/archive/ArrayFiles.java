package io.edgeflow.data.archive;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.FeatureKind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One array with a sample a row, and perhaps one with their labels, see {@link NumberArray}. The
 * file of the first is named {@code features}, that of the second {@code labels}.
 *
 * @param labelled whether there are labels
 */
public record ArrayFiles(boolean labelled) implements SampleFiles {
  /** The name of the file with the samples. */
  public static final String FEATURES = "features";

  /** The name of the file with the labels. */
  public static final String LABELS = "labels";

  private static final String LABEL = "label";

  @Override
  public Optional<FeatureKind> samples() {
    return Optional.empty();
  }

  @Override
  public List<String> cells() {
    return labelled ? List.of(LABEL) : List.of();
  }

  @Override
  public List<String> columns(Archive archive, List<Integer> shape) throws IOException {
    try (NumberArray array = open(archive, FEATURES)) {
      if (shape.isEmpty()) {
        return FeatureNames.of(List.of(array.width()));
      }
      if (!array.rowShape().equals(shape.stream().filter(size -> size != 1).toList())) {
        throw PipelineException.config("The rows of the array have another shape")
            .found(array.dims().subList(1, array.dims().size()))
            .limit(shape)
            .where("data_pipeline.features.shape")
            .remedy(
                "correct it; channels lie last, where numpy.moveaxis(array, 1, -1) brings those of"
                    + " PyTorch's images")
            .build();
      }
      return FeatureNames.of(shape);
    }
  }

  @Override
  public boolean holdsBytes(Archive archive) throws IOException {
    try (NumberArray array = open(archive, FEATURES)) {
      return array.element().holdsBytes();
    }
  }

  @Override
  public void read(Archive archive, List<Integer> shape, int threads, SampleSink sink)
      throws IOException {
    try (NumberArray features = open(archive, FEATURES)) {
      if (!labelled) {
        read(features, Optional.empty(), sink);
        return;
      }
      try (NumberArray labels = open(archive, LABELS)) {
        requireMatch(features, labels);
        read(features, Optional.of(labels), sink);
        labels.requireEnd();
      }
    }
  }

  private static NumberArray open(Archive archive, String name) throws IOException {
    return NumberArray.open(archive.stream(name), name);
  }

  private static void requireMatch(NumberArray features, NumberArray labels) {
    if (labels.rows() != features.rows() || labels.width() != 1) {
      throw PipelineException.failed("The labels do not match the features")
          .found("labels " + labels.dims())
          .limit("[" + features.rows() + "], one for each of the features " + features.dims())
          .where(LABELS)
          .remedy("write both arrays from the same samples")
          .build();
    }
  }

  private static void read(NumberArray features, Optional<NumberArray> labels, SampleSink sink)
      throws IOException {
    double[] row = new double[features.width()];
    byte[] bytes = new byte[row.length * features.element().bytes()];
    double[] label = new double[1];
    byte[] labelBytes = new byte[labels.map(array -> array.element().bytes()).orElse(0)];
    for (int i = 1; i <= features.rows(); i++) {
      features.read(i, bytes, row);
      if (labels.isPresent()) {
        labels.get().read(i, labelBytes, label);
      }
      List<String> cells = labels.isPresent() ? List.of(text(label[0])) : List.of();
      if (features.element().holdsBytes()) {
        sink.sample("row " + i, cells, bytes);
      } else {
        sink.sample("row " + i, cells, row);
      }
    }
    features.requireEnd();
  }

  /** As a whole number where it is one; nothing for NaN. */
  private static String text(double label) {
    if (Double.isNaN(label)) {
      return "";
    }
    return label == Math.rint(label) ? Long.toString((long) label) : Double.toString(label);
  }
}
