package io.edgeflow.deploy.rollout;

import io.edgeflow.core.predict.Agreement;
import io.edgeflow.core.predict.LiveQuality;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.tensor.Tensor;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Validation rows in random order with the answers that the shipped file itself gave: what devices
 * have to agree with.
 *
 * @param target what the answers are
 * @param thresholds the bundle's
 * @param source reads the rows when they are sent
 * @param expected FLOAT32 {@code [rows, numbers]}, see {@code Postprocessing}
 * @param truths INT32 {@code [rows]} or FLOAT32 {@code [rows, values]}; null when not known
 */
public record ReplaySet(
    Target target,
    Thresholds thresholds,
    RowSource source,
    Tensor expected,
    @Nullable Tensor truths) {
  /** Reads rows of the set. */
  @FunctionalInterface
  public interface RowSource {
    /** Raw rows, FLOAT32 {@code [wanted, columns]}, NaN where missing. */
    Tensor rows(int[] wanted);
  }

  /** Checks that answers and truths fit each other. */
  public ReplaySet {
    if (expected.rank() != 2 || (truths != null && truths.dim(0) != expected.dim(0))) {
      throw new IllegalArgumentException("Answers " + expected + ", truths " + truths);
    }
  }

  /** How many rows. */
  public int size() {
    return expected.dim(0);
  }

  /** All rows; for small sets. */
  public Tensor rows() {
    return source.rows(IntStream.range(0, size()).toArray());
  }

  /** Whether a device's answer to a row agrees with the expected one; what is no number never. */
  boolean agrees(int row, float[] answer) {
    return answer.length == expected.dim(1)
        && isFinite(answer)
        && Agreement.of(target, expected.floatRow(row), thresholds, answer, thresholds);
  }

  /**
   * Whether an answer is the true class; empty when that is not known, or the answers are no
   * classes.
   */
  Optional<Boolean> isRight(int row, float[] answer) {
    return truths == null || answer.length != expected.dim(1)
        ? Optional.empty()
        : Optional.ofNullable(
                LiveQuality.of(target, answer, truths.floatRow(row), thresholds)
                    .get(LiveQuality.CORRECT))
            .map(correct -> correct == 1);
  }

  /**
   * The rows of one of several devices: an equal part of its own, and then those of the next ones,
   * so that no row comes twice at a device, nor in a wave as long as there are others.
   */
  Part part(int device, int devices) {
    return new Part((int) ((long) size() * device / devices));
  }

  /** One device's rows, by their position. */
  final class Part {
    private final int first;

    private Part(int first) {
      this.first = first;
    }

    /** The row of the set at a position. */
    int row(int position) {
      return (first + position) % size();
    }

    /** The rows of positions {@code from} to {@code to} (exclusive). */
    Tensor rows(int from, int to) {
      return source.rows(IntStream.range(from, to).map(this::row).toArray());
    }
  }

  private static boolean isFinite(float[] answer) {
    for (float number : answer) {
      if (!Float.isFinite(number)) {
        return false;
      }
    }
    return true;
  }
}
