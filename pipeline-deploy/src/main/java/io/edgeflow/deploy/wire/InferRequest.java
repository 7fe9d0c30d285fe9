package io.edgeflow.deploy.wire;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows to infer.
 *
 * @param rows raw rows, NaN where missing
 * @param labels the true labels; null when unknown
 * @param purpose whether the device counts them
 */
public record InferRequest(List<float[]> rows, @Nullable List<Integer> labels, Purpose purpose) {
  /** Copies the lists and checks that they fit each other. */
  public InferRequest {
    rows = List.copyOf(rows);
    labels = labels == null ? null : List.copyOf(labels);
    Objects.requireNonNull(purpose, "purpose");
    if (labels != null && labels.size() != rows.size()) {
      throw new IllegalArgumentException(labels.size() + " labels for " + rows.size() + " rows");
    }
  }

  /** Why rows are sent. */
  public enum Purpose {
    /** Real traffic, which counters and drift histograms count. */
    TRAFFIC,
    /** Known rows that judge a rollout; nothing counts them. */
    REPLAY
  }
}
