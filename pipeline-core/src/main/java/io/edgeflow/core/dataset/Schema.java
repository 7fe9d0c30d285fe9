package io.edgeflow.core.dataset;

import io.edgeflow.core.preprocess.ImageShape;
import java.util.List;

/**
 * What the rows of a dataset are.
 *
 * @param columns raw feature columns in order
 * @param labelColumn the raw label column
 * @param labels class names; a label is an index into this list
 * @param rawShape the image that a raw row is
 * @param featureShape the image that a model takes
 */
public record Schema(
    List<String> columns,
    String labelColumn,
    List<String> labels,
    ImageShape rawShape,
    ImageShape featureShape) {
  /** Copies the lists. */
  public Schema {
    columns = List.copyOf(columns);
    labels = List.copyOf(labels);
  }
}
