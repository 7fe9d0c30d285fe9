package io.edgeflow.data.profile;

import io.edgeflow.data.profile.ColumnProfile.ValueCount;
import java.util.List;

/**
 * How often each class occurs.
 *
 * @param column that holds the class
 * @param classes the most frequent first
 * @param imbalance the most frequent class / the least frequent one; 1 is balanced
 */
public record ClassBalance(String column, List<ValueCount> classes, double imbalance) {
  /** Copies the classes. */
  public ClassBalance {
    classes = List.copyOf(classes);
  }

  /** The share of a class among all records that have one. */
  public double share(ValueCount one) {
    return (double) one.count() / classes.stream().mapToLong(ValueCount::count).sum();
  }
}
