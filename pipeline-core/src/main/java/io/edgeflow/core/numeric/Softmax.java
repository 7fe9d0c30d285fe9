package io.edgeflow.core.numeric;

import java.util.Arrays;

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

  /**
   * The probabilities of {@code probabilities.length} scores from {@code first} on.
   *
   * @param probabilities filled
   */
  public static void probabilities(float[] scores, int first, double[] probabilities) {
    double top = scores[first + Argmax.of(scores, first, probabilities.length)];
    double sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = Math.exp(scores[first + i] - top);
      sum += probabilities[i];
    }
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] /= sum;
    }
  }

  /** {@code log sum_j exp(s_j)}; it never overflows. */
  public static double logSum(double[] scores) {
    double top = Arrays.stream(scores).max().orElseThrow();
    return top + Math.log(Arrays.stream(scores).map(score -> Math.exp(score - top)).sum());
  }
}
