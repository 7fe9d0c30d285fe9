package io.edgeflow.train.evaluation;

import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;

/** Takes the answers to a split's rows, in order, and gives their evaluation. */
interface Tally {
  /**
   * Adds the answers to rows {@code from} to {@code to} (exclusive).
   *
   * @param answers row after row, finite
   */
  void add(int from, int to, float[] answers);

  /** The evaluation of all rows. */
  Evaluation evaluation();

  /** The metrics in each resample of the rows. */
  Resamples resamples();

  /** Which rows are answered rightly; none where an answer is neither right nor wrong. */
  default boolean[] right() {
    return new boolean[0];
  }

  /**
   * A tally of the split's target.
   *
   * @param intervals whether the evaluation of classes or values has them, which take the time of
   *     many resamples
   */
  static Tally of(Split split, Thresholds thresholds, boolean intervals) {
    return split
        .target()
        .map(
            new Target.Cases<>() {
              @Override
              public Tally classes(ClassTarget target) {
                return new ClassTally(split, target, intervals);
              }

              @Override
              public Tally values(ValueTarget target) {
                return new ValueTally(split, target, intervals);
              }

              @Override
              public Tally self(SelfTarget target) {
                return new SelfTally(split, target, thresholds.requireAnomaly());
              }
            });
  }
}
