package io.edgeflow.train;

import io.edgeflow.train.BatchLoader.Batch;
import io.edgeflow.train.Loss.Distillation;
import io.edgeflow.train.djl.Inference;
import org.jspecify.annotations.Nullable;

/** An objective at work; holds the teacher, if there is one, in the engine until closed. */
final class Criterion implements AutoCloseable {
  private final @Nullable Distillation distillation;
  private final @Nullable Inference teacher;

  Criterion(Loss objective, int threads) {
    this.distillation = objective instanceof Distillation given ? given : null;
    this.teacher = distillation == null ? null : new Inference(distillation.teacher(), threads);
  }

  /** The loss of a batch with the given scores and input dimensions. */
  BatchLoss of(float[] scores, Batch batch, int... dims) {
    if (distillation == null || teacher == null) {
      return BatchLoss.crossEntropy(scores, batch.labels());
    }
    float[] wanted = teacher.scores(batch.features(), dims);
    return BatchLoss.distillation(scores, batch.labels(), wanted, distillation);
  }

  @Override
  public void close() {
    if (teacher != null) {
      teacher.close();
    }
  }
}
