package io.edgeflow.train.djl;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.train.optimizer.Optimizer;
import java.util.Map;
import java.util.function.IntFunction;

/** The engine's gradients. */
final class Gradients {
  private Gradients() {}

  /**
   * The graph that holds, in place of each trained constant, the gradient of {@code Σ output ·
   * slope} by it.
   *
   * @param slope of so many outputs
   */
  static ModelGraph of(ModelGraph graph, Tensor batch, IntFunction<float[]> slope) {
    try (TrainingSession session = new TrainingSession(graph, new GradientForWeight(), 1)) {
      session.step(batch.bytes(), Step.of(1), scores -> slope.apply(scores.length), batch.dims());
      return session.graph();
    }
  }

  private static final class GradientForWeight implements Optimizer {
    @Override
    public void nextStep(double learningRate) {}

    @Override
    public Map<String, float[]> memory() {
      return Map.of();
    }

    @Override
    public void restore(Map<String, float[]> memory, int steps) {}

    @Override
    public void update(String parameter, double factor, float[] weights, float[] gradient) {
      System.arraycopy(gradient, 0, weights, 0, gradient.length);
    }
  }
}
