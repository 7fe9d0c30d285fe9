package io.edgeflow.core.numeric;

/** Probabilities of scores: {@code p_i = exp(s_i) / sum_j exp(s_j)}. */
public final class Softmax {
  private Softmax() {}

  /**
   * The largest probability of {@code count} scores from {@code first} on, in (0, 1]; it never
   * overflows.
   */
  public static double largest(float[] scores, int first, int count) {
    float top = scores[first + Argmax.of(scores, first, count)];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.exp((double) scores[first + i] - top);
    }
    return 1 / sum;
  }
}
