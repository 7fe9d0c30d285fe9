package io.edgeflow.train.optimizer;

import java.util.Map;

/**
 * Adam (Kingma and Ba 2015) as PyTorch computes it, with {@code beta1 = 0.9}, {@code beta2 = 0.999}
 * and {@code epsilon = 1e-8}:
 *
 * <pre>{@code
 * m = beta1 m + (1 - beta1) g        v = beta2 v + (1 - beta2) g²
 * w = w - learningRate / (1 - beta1^t) · m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
 * }</pre>
 *
 * <p>A weight decay is added to the gradient, {@code g + decay · w}; decoupled (AdamW, Loshchilov
 * and Hutter 2019), it first takes {@code learningRate · decay · w} off each weight.
 */
public final class Adam implements Optimizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final float EPSILON = 1e-8f;

  private final double weightDecay;
  private final boolean decoupled;
  private final Memory memory = new Memory();
  private double learningRate;
  private int step;

  /** An optimizer whose first step is yet to come. */
  public Adam(double weightDecay, boolean decoupled) {
    this.weightDecay = weightDecay;
    this.decoupled = decoupled;
  }

  @Override
  public void nextStep(double rate) {
    learningRate = rate;
    step++;
  }

  @Override
  public void update(String parameter, double factor, float[] weights, float[] gradient) {
    double own = learningRate * factor;
    if (decoupled) {
      WeightDecay.shrink(weights, own * weightDecay);
    } else {
      WeightDecay.addTo(gradient, weights, weightDecay);
    }
    float rate = (float) (own / (1 - Math.pow(BETA1, step)));
    float correction = (float) (1 / Math.sqrt(1 - Math.pow(BETA2, step)));
    float[] m = memory.of("first", parameter, weights.length);
    float[] v = memory.of("second", parameter, weights.length);
    move(weights, gradient, m, v, rate, correction);
  }

  @Override
  public Map<String, float[]> memory() {
    return memory.all();
  }

  @Override
  public void restore(Map<String, float[]> other, int steps) {
    memory.restore(other);
    step = steps;
  }

  /** One pass over plain arrays from index 0: this form is what the compiler vectorizes. */
  private static void move(
      float[] w, float[] g, float[] m, float[] v, float rate, float correction) {
    final float keep1 = (float) BETA1;
    final float take1 = (float) (1 - BETA1);
    final float keep2 = (float) BETA2;
    final float take2 = (float) (1 - BETA2);
    for (int i = 0; i < w.length; i++) {
      float first = m[i] * keep1 + take1 * g[i];
      float second = v[i] * keep2 + take2 * g[i] * g[i];
      m[i] = first;
      v[i] = second;
      w[i] -= rate * first / ((float) Math.sqrt(second) * correction + EPSILON);
    }
  }
}
