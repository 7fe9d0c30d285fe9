package io.edgeflow.train.optimizer;

import java.util.HashMap;
import java.util.Map;

/**
 * Stochastic gradient descent with momentum as PyTorch computes it (no dampening, not Nesterov):
 *
 * <pre>{@code b = momentum b + g        w = w - learningRate b}</pre>
 */
public final class Sgd implements Optimizer {
  private final float learningRate;
  private final float momentum;
  private final Map<String, float[]> velocities = new HashMap<>();

  /**
   * An optimizer without velocity yet.
   *
   * @param momentum at least 0 and below 1; 0 is plain gradient descent
   */
  public Sgd(double learningRate, double momentum) {
    this.learningRate = (float) learningRate;
    this.momentum = (float) momentum;
  }

  @Override
  public void nextStep() {
    // The update is the same in every step.
  }

  @Override
  public void update(String parameter, float[] weights, float[] gradient) {
    float[] velocity = velocities.computeIfAbsent(parameter, key -> new float[weights.length]);
    move(weights, gradient, velocity, learningRate, momentum);
  }

  private static void move(float[] w, float[] g, float[] velocity, float rate, float momentum) {
    for (int i = 0; i < w.length; i++) {
      float moved = velocity[i] * momentum + g[i];
      velocity[i] = moved;
      w[i] -= rate * moved;
    }
  }
}
