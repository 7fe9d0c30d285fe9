package io.edgeflow.data.table;

import java.util.List;
import java.util.Optional;

/**
 * The columns of the collected table.
 *
 * @param features the feature columns in order
 * @param label the label column
 * @param timestamp the column with the time of a record
 * @param closed whether a source may hold no other column
 */
public record TableColumns(
    List<String> features, String label, Optional<String> timestamp, boolean closed) {
  /** Copies the list. */
  public TableColumns {
    features = List.copyOf(features);
  }

  boolean knows(String column) {
    return features.contains(column)
        || label.equals(column)
        || timestamp.filter(column::equals).isPresent();
  }
}
