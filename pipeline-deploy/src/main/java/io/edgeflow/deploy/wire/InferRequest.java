package io.edgeflow.deploy.wire;

import io.edgeflow.core.tensor.Tensor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows to infer.
 *
 * @param rows raw rows, F32 {@code [rows, columns]}, NaN where missing
 * @param truths what is true of each row, as in the data set: I32 {@code [rows]} for classes and
 *     anomalies, F32 {@code [rows, values]} for values; null when unknown
 * @param purpose whether the device counts them
 */
public record InferRequest(TypedTensor rows, @Nullable TypedTensor truths, Purpose purpose) {
  /** Checks that the parts are there and fit each other. */
  public InferRequest {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(purpose, "purpose");
    Tensor raw = rows.tensor();
    if (raw.rank() != 2 || raw.dim(0) == 0) {
      throw new IllegalArgumentException("Rows " + raw + ", not [rows, columns]");
    }
    if (truths != null && (truths.tensor().rank() == 0 || truths.tensor().dim(0) != raw.dim(0))) {
      throw new IllegalArgumentException("Truths " + truths.tensor() + " for rows " + raw);
    }
  }

  /** A request for rows. */
  public static InferRequest of(Tensor rows, @Nullable Tensor truths, Purpose purpose) {
    return new InferRequest(
        new TypedTensor(rows), truths == null ? null : new TypedTensor(truths), purpose);
  }

  /** How many rows. */
  public int size() {
    return rows.tensor().dim(0);
  }

  /** Why rows are sent. */
  public enum Purpose {
    /** Real traffic, which counters and drift histograms count. */
    TRAFFIC,
    /** Known rows that judge a rollout; nothing counts them. */
    REPLAY
  }
}
