package io.edgeflow.deploy.agent.model;

import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import java.util.function.UnaryOperator;

/** What a drill's device says instead of its model's answer: always something that disagrees. */
final class Lie {
  private Lie() {}

  static UnaryOperator<float[]> of(Target target, Thresholds thresholds) {
    return target.map(
        new Target.Cases<>() {
          @Override
          public UnaryOperator<float[]> classes(ClassTarget classes) {
            return Lie::rotated;
          }

          @Override
          public UnaryOperator<float[]> values(ValueTarget values) {
            return answer -> shifted(answer, values);
          }

          @Override
          public UnaryOperator<float[]> self(SelfTarget self) {
            double threshold = thresholds.requireAnomaly();
            return answer -> new float[] {answer[0] > threshold ? 0 : (float) (2 * threshold + 1)};
          }
        });
  }

  /** Every class has the score of the next. */
  private static float[] rotated(float[] scores) {
    float[] lie = new float[scores.length];
    System.arraycopy(scores, 1, lie, 0, scores.length - 1);
    lie[scores.length - 1] = scores[0];
    return lie;
  }

  /** Every value is a deviation larger. */
  private static float[] shifted(float[] answer, ValueTarget values) {
    float[] lie = answer.clone();
    for (int i = 0; i < lie.length; i++) {
      lie[i] += values.deviations().get(i);
    }
    return lie;
  }
}
