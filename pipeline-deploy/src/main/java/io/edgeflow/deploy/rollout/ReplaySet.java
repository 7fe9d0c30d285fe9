package io.edgeflow.deploy.rollout;

import io.edgeflow.core.predict.Agreement;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.deploy.batch.Rows;

/**
 * Validation rows with the answers that the shipped file itself gave: what devices have to agree
 * with.
 *
 * @param target what the answers are
 * @param thresholds the bundle's
 * @param rows raw rows, FLOAT32 {@code [rows, columns]}, NaN where missing
 * @param expected FLOAT32 {@code [rows, numbers]}, see {@code Postprocessing}
 */
public record ReplaySet(Target target, Thresholds thresholds, Tensor rows, Tensor expected) {
  /** Checks that rows and answers fit each other. */
  public ReplaySet {
    if (rows.rank() != 2 || expected.rank() != 2 || rows.dim(0) != expected.dim(0)) {
      throw new IllegalArgumentException("Rows " + rows + ", answers " + expected);
    }
  }

  /** How many rows. */
  int size() {
    return rows.dim(0);
  }

  /** Whether a device's answer to a row agrees with the expected one; what is no number never. */
  boolean agrees(int row, float[] answer) {
    return answer.length == expected.dim(1)
        && isFinite(answer)
        && Agreement.of(target, expected.floatRow(row), thresholds, answer, thresholds);
  }

  private static boolean isFinite(float[] answer) {
    for (float number : answer) {
      if (!Float.isFinite(number)) {
        return false;
      }
    }
    return true;
  }

  /** The first rows; no row comes twice, so there may be fewer than asked for. */
  ReplaySet first(int count) {
    return part(0, Math.min(count, size()));
  }

  /** The part of the rows that belongs to one of several probes, in order. */
  ReplaySet share(int probe, int probes) {
    return part(
        (int) ((long) size() * probe / probes), (int) ((long) size() * (probe + 1) / probes));
  }

  private ReplaySet part(int from, int to) {
    return new ReplaySet(target, thresholds, Rows.of(rows, from, to), Rows.of(expected, from, to));
  }
}
