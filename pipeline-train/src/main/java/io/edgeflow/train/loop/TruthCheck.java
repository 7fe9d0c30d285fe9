package io.edgeflow.train.loop;

import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Refuses a split whose truth a model cannot be trained on.
 *
 * @param trainedOn whether weights follow these rows, and not only the choice of an epoch
 */
record TruthCheck(Split split, boolean trainedOn) implements Target.Cases<Boolean> {
  private static final int BATCH = 4096;

  @Override
  public Boolean classes(ClassTarget target) {
    int classes = target.labels().size();
    int[] outside =
        Arrays.stream(split.labels()).filter(label -> label < 0 || label >= classes).toArray();
    if (outside.length > 0) {
      throw PipelineException.failed("A label of the " + split.name() + " split is no class")
          .found(outside[0])
          .limit("0 to " + (classes - 1))
          .build();
    }
    refuseOneClass(target);
    return true;
  }

  /** A model of one class answers it whatever it is asked. */
  private void refuseOneClass(ClassTarget target) {
    int[] found = Arrays.stream(split.labels()).distinct().toArray();
    if (trainedOn && found.length == 1) {
      throw PipelineException.failed("The " + split.name() + " split has rows of one class only")
          .found(target.labels().get(found[0]))
          .limit("two classes or more of " + target.labels())
          .remedy("give rows of other classes, or set data_pipeline.features.target: self")
          .build();
    }
  }

  @Override
  public Boolean values(ValueTarget target) {
    for (int from = 0; from < split.rows(); from += BATCH) {
      float[] values = split.truths(from, Math.min(from + BATCH, split.rows())).toFloats();
      int bad =
          IntStream.range(0, values.length)
              .filter(i -> !Float.isFinite(values[i]))
              .findFirst()
              .orElse(-1);
      if (bad >= 0) {
        throw PipelineException.failed("A value of the " + split.name() + " split is not finite")
            .found(values[bad])
            .where("row " + (from + bad / target.columns().size()))
            .build();
      }
    }
    return true;
  }

  @Override
  public Boolean self(SelfTarget target) {
    if (split.labeled() && Arrays.stream(split.labels()).anyMatch(label -> label != 0)) {
      throw PipelineException.failed("An anomaly is in the " + split.name() + " split")
          .limit("normal rows only; anomalies are in the test split")
          .build();
    }
    return true;
  }
}
