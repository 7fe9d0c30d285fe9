package io.edgeflow.train.evaluation;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.train.djl.Inference;
import java.util.List;

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
  private final Shape output;

  /** Loads a graph; {@code threads} share the work of a batch. */
  public GraphPredictor(ModelGraph graph, int threads) {
    this.inference = new Inference(graph, threads);
    this.output = graph.shape(graph.signature().output());
  }

  /** Runs a graph of one input and one output. */
  @Override
  public List<Tensor> run(List<Tensor> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(inputs.size() + " inputs for a model of one");
    }
    Tensor features = inputs.get(0);
    float[] numbers = inference.scores(features.bytes(), features.dims());
    return List.of(Tensor.of(output.resolve(features.dim(0), 1), numbers));
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
