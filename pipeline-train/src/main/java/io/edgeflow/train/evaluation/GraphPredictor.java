package io.edgeflow.train.evaluation;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.train.djl.Inference;

/**
 * Runs a model graph in the training engine, in evaluation mode. Not thread-safe.
 *
 * <pre>{@code
 * try (Predictor predictor = new GraphPredictor(graph, 2)) {
 *   Tensor scores = predictor.predict(split.batch(0, 32));
 * }
 * }</pre>
 */
public final class GraphPredictor implements Predictor {
  private final Inference inference;
  private final int classes;

  /** Loads a graph; {@code threads} share the work of a batch. */
  public GraphPredictor(ModelGraph graph, int threads) {
    this.inference = new Inference(graph, threads);
    this.classes = graph.shape(graph.signature().output()).fixed(1);
  }

  @Override
  public Tensor predict(Tensor features) {
    float[] scores = inference.scores(features.bytes(), features.dims());
    return Tensor.of(new int[] {features.dim(0), classes}, scores);
  }

  @Override
  public String runtime() {
    return inference.version();
  }

  @Override
  public void close() {
    inference.close();
  }
}
