package io.edgeflow.train.optimizer;

import java.util.Map;

/**
 * Stochastic gradient descent with momentum as PyTorch computes it, without dampening:
 *
 * <pre>{@code
 * g = g + decay w        b = momentum b + g
 * w = w - learningRate b, or after Nesterov w - learningRate (g + momentum b)
 * }</pre>
 */
public final class Sgd implements Optimizer {
  private final double weightDecay;
  private final float momentum;
  private final boolean nesterov;
  private final Memory memory = new Memory();
  private double learningRate;

  /**
   * An optimizer without velocity yet.
   *
   * @param momentum at least 0 and below 1; 0 is plain gradient descent
   */
  public Sgd(double weightDecay, double momentum, boolean nesterov) {
    this.weightDecay = weightDecay;
    this.momentum = (float) momentum;
    this.nesterov = nesterov;
  }

  @Override
  public void nextStep(double rate) {
    learningRate = rate;
  }

  @Override
  public void update(String parameter, double factor, float[] weights, float[] gradient) {
    float own = (float) (learningRate * factor);
    WeightDecay.addTo(gradient, weights, weightDecay);
    float[] velocity = memory.of("velocity", parameter, weights.length);
    if (nesterov) {
      moveAhead(weights, gradient, velocity, own, momentum);
    } else {
      move(weights, gradient, velocity, own, momentum);
    }
  }

  @Override
  public Map<String, float[]> memory() {
    return memory.all();
  }

  @Override
  public void restore(Map<String, float[]> other, int steps) {
    memory.restore(other);
  }

  private static void move(float[] w, float[] g, float[] velocity, float rate, float momentum) {
    for (int i = 0; i < w.length; i++) {
      float moved = velocity[i] * momentum + g[i];
      velocity[i] = moved;
      w[i] -= rate * moved;
    }
  }

  private static void moveAhead(
      float[] w, float[] g, float[] velocity, float rate, float momentum) {
    for (int i = 0; i < w.length; i++) {
      float moved = velocity[i] * momentum + g[i];
      velocity[i] = moved;
      w[i] -= rate * (g[i] + momentum * moved);
    }
  }
}
