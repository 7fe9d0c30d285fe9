package io.edgeflow.train.loop;

import io.edgeflow.train.djl.Inference;
import io.edgeflow.train.loop.BatchLoader.Batch;
import io.edgeflow.train.loss.Loss;
import org.jspecify.annotations.Nullable;

/** Holds a loss's teacher, if it has one, in the engine until closed. */
final class Teacher implements AutoCloseable {
  private final @Nullable Inference inference;

  Teacher(Loss loss, int threads) {
    this.inference = loss.teacher().map(graph -> new Inference(graph, threads)).orElse(null);
  }

  /** The teacher's outputs for a batch with the given input dimensions. */
  float[] outputs(Batch batch, int... dims) {
    if (inference == null) {
      throw new IllegalStateException("The loss has no teacher");
    }
    return inference.scores(batch.features(), dims);
  }

  @Override
  public void close() {
    if (inference != null) {
      inference.close();
    }
  }
}
