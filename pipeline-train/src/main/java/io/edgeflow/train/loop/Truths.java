package io.edgeflow.train.loop;

import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.train.loss.BatchTruth;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Gives what a model's outputs for some rows of a split are compared with. */
final class Truths {
  private Truths() {}

  /**
   * The truth in the form of a model's outputs: classes, values as scaled as a model gives them, or
   * the features themselves.
   *
   * @param features of the rows, from position 0; not looked at unless they are the truth
   */
  static BatchTruth of(Split split, int[] rows, FloatBuffer features) {
    return split
        .target()
        .map(
            new Target.Cases<>() {
              @Override
              public BatchTruth classes(ClassTarget target) {
                return BatchTruth.classes(Arrays.stream(rows).map(split::label).toArray());
              }

              @Override
              public BatchTruth values(ValueTarget target) {
                float[] values = split.truths(rows).toFloats();
                int width = target.columns().size();
                for (int i = 0; i < values.length; i++) {
                  values[i] = target.scaled(i % width, values[i]);
                }
                return BatchTruth.numbers(rows.length, values);
              }

              @Override
              public BatchTruth self(SelfTarget target) {
                float[] copy = new float[rows.length * split.spec().size()];
                features.get(0, copy);
                return BatchTruth.numbers(rows.length, copy);
              }
            });
  }
}
