package io.edgeflow.train.optimizer;

import java.util.HashMap;
import java.util.Map;

/**
 * Adam (Kingma and Ba 2015) as PyTorch computes it, with {@code beta1 = 0.9}, {@code beta2 = 0.999}
 * and {@code epsilon = 1e-8}:
 *
 * <pre>{@code
 * m = beta1 m + (1 - beta1) g        v = beta2 v + (1 - beta2) g²
 * w = w - learningRate / (1 - beta1^t) · m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
 * }</pre>
 */
public final class Adam implements Optimizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final float EPSILON = 1e-8f;

  private final double learningRate;
  private final Map<String, Moments> moments = new HashMap<>();
  private int step;

  /** An optimizer whose first step is yet to come. */
  public Adam(double learningRate) {
    this.learningRate = learningRate;
  }

  @Override
  public void nextStep() {
    step++;
  }

  @Override
  public void update(String parameter, float[] weights, float[] gradient) {
    Moments state = moments.computeIfAbsent(parameter, key -> new Moments(weights.length));
    float rate = (float) (learningRate / (1 - Math.pow(BETA1, step)));
    float correction = (float) (1 / Math.sqrt(1 - Math.pow(BETA2, step)));
    move(weights, gradient, state.first, state.second, rate, correction);
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

  private static final class Moments {
    private final float[] first;
    private final float[] second;

    private Moments(int size) {
      this.first = new float[size];
      this.second = new float[size];
    }
  }
}
