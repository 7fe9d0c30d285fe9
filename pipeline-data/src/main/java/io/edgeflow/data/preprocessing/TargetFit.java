package io.edgeflow.data.preprocessing;

import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import java.nio.FloatBuffer;

/** The target with what is fitted of it on the training rows: mean and deviation of each value. */
record TargetFit(Split train) implements Target.Cases<Target> {
  private static final int BATCH = 1024;

  @Override
  public Target classes(ClassTarget target) {
    return target;
  }

  @Override
  public Target values(ValueTarget target) {
    int count = target.columns().size();
    Moments[] moments = Moments.array(count);
    for (int from = 0; from < train.rows(); from += BATCH) {
      FloatBuffer truths = train.truths(from, Math.min(from + BATCH, train.rows())).floats();
      for (int i = 0; truths.hasRemaining(); i++) {
        moments[i % count].add(truths.get());
      }
    }
    float[] means = new float[count];
    float[] deviations = new float[count];
    for (int i = 0; i < count; i++) {
      means[i] = (float) moments[i].mean();
      deviations[i] = (float) moments[i].deviation();
      if (!(deviations[i] > 0)) {
        throw constant(target.columns().get(i), means[i]);
      }
    }
    return new ValueTarget(target.columns(), Floats.of(means), Floats.of(deviations));
  }

  private static PipelineException constant(String column, float value) {
    return PipelineException.failed("A value to be predicted is the same in all training rows")
        .found(value)
        .where("column \"" + column + "\"")
        .remedy(
            "leave it out of data_pipeline.features.values, or collect rows in which it differs")
        .build();
  }

  @Override
  public Target self(SelfTarget target) {
    return target;
  }
}
