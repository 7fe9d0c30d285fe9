package io.edgeflow.deploy.bundle;

import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;

/**
 * The numbers of answers in units in which one tolerance is good for all: scores as they are,
 * values in deviations of the training rows, a reconstruction's error as a share of the threshold.
 */
public interface AnswerScale {
  /** One number of an answer in these units. */
  double of(int number, float value);

  /** The scale of a target's answers. */
  static AnswerScale of(Target target, Thresholds thresholds) {
    return target.map(
        new Target.Cases<>() {
          @Override
          public AnswerScale classes(ClassTarget classes) {
            return (number, value) -> value;
          }

          @Override
          public AnswerScale values(ValueTarget values) {
            return (number, value) ->
                ((double) value - values.means().get(number)) / values.deviations().get(number);
          }

          @Override
          public AnswerScale self(SelfTarget self) {
            double threshold = thresholds.requireAnomaly();
            return (number, value) -> threshold > 0 ? value / threshold : value;
          }
        });
  }

  /**
   * The largest difference of two answers' numbers; infinite when they have different lengths or a
   * number is NaN.
   */
  default double difference(float[] found, float[] expected) {
    if (found.length != expected.length) {
      return Double.POSITIVE_INFINITY;
    }
    double worst = 0;
    for (int i = 0; i < found.length; i++) {
      double difference = Math.abs(of(i, found[i]) - of(i, expected[i]));
      worst = Math.max(worst, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
    }
    return worst;
  }
}
