package io.edgeflow.train.optimizer;

import java.util.Map;

/**
 * RMSprop (Tieleman and Hinton 2012) as PyTorch computes it, with {@code alpha = 0.99} and {@code
 * epsilon = 1e-8}, not centered:
 *
 * <pre>{@code
 * g = g + decay w        v = alpha v + (1 - alpha) g²
 * b = momentum b + g / (sqrt(v) + epsilon)        w = w - learningRate b
 * }</pre>
 */
public final class RmsProp implements Optimizer {
  private static final double ALPHA = 0.99;
  private static final float EPSILON = 1e-8f;

  private final double weightDecay;
  private final float momentum;
  private final Memory memory = new Memory();
  private double learningRate;

  /**
   * An optimizer whose first step is yet to come.
   *
   * @param momentum at least 0 and below 1
   */
  public RmsProp(double weightDecay, double momentum) {
    this.weightDecay = weightDecay;
    this.momentum = (float) momentum;
  }

  @Override
  public void nextStep(double rate) {
    learningRate = rate;
  }

  @Override
  public void update(String parameter, double factor, float[] weights, float[] gradient) {
    float own = (float) (learningRate * factor);
    WeightDecay.addTo(gradient, weights, weightDecay);
    float[] square = memory.of("square", parameter, weights.length);
    float[] velocity = memory.of("velocity", parameter, weights.length);
    move(weights, gradient, square, velocity, own, momentum);
  }

  @Override
  public Map<String, float[]> memory() {
    return memory.all();
  }

  @Override
  public void restore(Map<String, float[]> other, int steps) {
    memory.restore(other);
  }

  private static void move(
      float[] w, float[] g, float[] square, float[] velocity, float rate, float momentum) {
    final float keep = (float) ALPHA;
    final float take = (float) (1 - ALPHA);
    for (int i = 0; i < w.length; i++) {
      float mean = square[i] * keep + take * g[i] * g[i];
      float moved = velocity[i] * momentum + g[i] / ((float) Math.sqrt(mean) + EPSILON);
      square[i] = mean;
      velocity[i] = moved;
      w[i] -= rate * moved;
    }
  }
}
