package io.edgeflow.monitor.replay;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.Tensor;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the held-out test split that are sent to devices, with what is true of them. A batch is
 * made when it is asked for, so that memory holds a number a row and no row.
 */
public final class Traffic {
  private final Split test;
  private final Disturbance disturbance;
  private final int[] rows;

  private Traffic(Split test, Disturbance disturbance, int[] rows) {
    this.test = test;
    this.disturbance = disturbance;
    this.rows = rows;
  }

  /**
   * What a model expects and what it does not, apart: drift is judged on the first alone, since
   * known anomalies must not look like it; quality on both.
   *
   * @param anomalies the rows that are known to be anomalies, of a target that has such
   */
  public record Parts(Traffic usual, Traffic anomalies) {}

  /** The rows that a configuration chooses, spread evenly over the test split. */
  public static Parts of(Dataset data, ReplayConfig config) {
    Split test = data.test();
    int count = config.limit().map(limit -> Math.min(limit, test.rows())).orElse(test.rows());
    Disturbance disturbance = Disturbance.of(config.transform(), data);
    IntPredicate anomalous = anomalous(test);
    return new Parts(
        new Traffic(test, disturbance, chosen(test, count).filter(anomalous.negate()).toArray()),
        new Traffic(test, disturbance, chosen(test, count).filter(anomalous).toArray()));
  }

  private static IntStream chosen(Split test, int count) {
    return IntStream.range(0, count).map(i -> (int) ((long) i * test.rows() / count));
  }

  private static IntPredicate anomalous(Split test) {
    return test.target()
        .map(
            new Target.Cases<>() {
              @Override
              public IntPredicate classes(ClassTarget classes) {
                return row -> false;
              }

              @Override
              public IntPredicate values(ValueTarget values) {
                return row -> false;
              }

              @Override
              public IntPredicate self(SelfTarget self) {
                return row -> test.labeled() && test.label(row) != 0;
              }
            });
  }

  /** How many rows. */
  public int count() {
    return rows.length;
  }

  /** Some of the rows as they are sent, FLOAT32 {@code [rows, columns]}. */
  Tensor raw(int[] wanted) {
    Tensor raw = test.rawRows(actual(wanted));
    float[] values = raw.toFloats();
    disturbance.apply(values, raw.dim(1));
    return Tensor.of(raw.dims(), values);
  }

  /** What is true of some rows; null when that is not known. */
  @Nullable Tensor truths(int[] wanted) {
    return test.labeled() ? test.truths(actual(wanted)) : null;
  }

  private int[] actual(int[] wanted) {
    return IntStream.of(wanted).map(i -> rows[i]).toArray();
  }
}
