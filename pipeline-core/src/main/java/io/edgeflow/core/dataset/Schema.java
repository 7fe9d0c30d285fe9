package io.edgeflow.core.dataset;

import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.Target;
import java.util.List;

/**
 * What the rows of a dataset are.
 *
 * @param columns raw feature columns in order
 * @param raw what a raw row is, with the element type in which raw rows are stored
 * @param features what a model takes, with the element type in which prepared rows are stored
 * @param target what a model is to say of a row
 */
public record Schema(List<String> columns, FeatureSpec raw, FeatureSpec features, Target target) {
  /** Copies the columns and checks their number. */
  public Schema {
    columns = List.copyOf(columns);
    if (columns.size() != raw.size()) {
      throw new IllegalArgumentException(columns.size() + " columns for " + raw);
    }
  }
}
