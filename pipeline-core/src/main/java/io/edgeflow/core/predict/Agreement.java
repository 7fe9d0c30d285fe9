package io.edgeflow.core.predict;

import io.edgeflow.core.numeric.Argmax;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;

/** Whether two models say the same of a row, though their numbers may differ a little. */
public final class Agreement {
  /** How far two values may be apart, in deviations of the training rows. */
  public static final double DEVIATIONS = 0.1;

  private Agreement() {}

  /**
   * Whether two answers agree: the same class; each value within {@value #DEVIATIONS} deviations;
   * both normal or both anomalies, each by the threshold of its model.
   *
   * @param one a row of {@link Postprocessing#answers}
   * @param other the same row's answer by another model
   */
  public static boolean of(
      Target target, float[] one, Thresholds ofOne, float[] other, Thresholds ofOther) {
    return target.map(
        new Target.Cases<>() {
          @Override
          public Boolean classes(ClassTarget classes) {
            return Argmax.of(one) == Argmax.of(other);
          }

          @Override
          public Boolean values(ValueTarget values) {
            for (int i = 0; i < one.length; i++) {
              double apart = Math.abs((double) one[i] - other[i]);
              if (!(apart <= DEVIATIONS * values.deviations().get(i))) {
                return false;
              }
            }
            return true;
          }

          @Override
          public Boolean self(SelfTarget self) {
            return one[0] > ofOne.requireAnomaly() == other[0] > ofOther.requireAnomaly();
          }
        });
  }
}
