package io.edgeflow.train.evaluation;

import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;

/**
 * The metrics of an {@link Evaluation} of classes or values, without their intervals: cheap enough
 * for each epoch of a training. Not thread-safe.
 */
public final class SplitScores {
  private final Target target;
  private final Tally tally;

  /**
   * Scores of a split's rows, none of which was seen yet.
   *
   * @throws IllegalStateException if the truth is the sample itself, which has no scores but the
   *     loss
   */
  public SplitScores(Split split) {
    this.target = split.target();
    this.tally = Tally.of(split, Thresholds.NONE, false);
  }

  /**
   * Adds rows {@code from} to {@code to} (exclusive), in order.
   *
   * @param outputs as a graph gives them, row after row: scores of classes, or scaled values
   */
  public void add(int from, int to, float[] outputs) {
    tally.add(from, to, answers(outputs));
  }

  private float[] answers(float[] outputs) {
    return target.map(
        new Target.Cases<>() {
          @Override
          public float[] classes(ClassTarget classes) {
            return outputs;
          }

          @Override
          public float[] values(ValueTarget values) {
            int width = values.columns().size();
            float[] answers = new float[outputs.length];
            for (int i = 0; i < answers.length; i++) {
              answers[i] = values.unscaled(i % width, outputs[i]);
            }
            return answers;
          }

          @Override
          public float[] self(SelfTarget self) {
            return outputs;
          }
        });
  }

  /** A metric of all rows; NaN where it has no meaning for them. */
  public double of(String metric) {
    return tally.evaluation().metric(metric).value();
  }
}
