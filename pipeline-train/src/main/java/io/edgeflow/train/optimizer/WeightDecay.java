package io.edgeflow.train.optimizer;

/** The two ways to pull weights to zero; either leaves everything alone at a decay of 0. */
final class WeightDecay {
  private WeightDecay() {}

  /** As a penalty of {@code decay / 2 · w²}: its slope is added to the gradient. */
  static void addTo(float[] gradient, float[] weights, double decay) {
    if (decay != 0) {
      float share = (float) decay;
      for (int i = 0; i < weights.length; i++) {
        gradient[i] += share * weights[i];
      }
    }
  }

  /** Apart from the gradient: each weight loses a share of itself (Loshchilov and Hutter 2019). */
  static void shrink(float[] weights, double share) {
    if (share != 0) {
      float kept = (float) (1 - share);
      for (int i = 0; i < weights.length; i++) {
        weights[i] *= kept;
      }
    }
  }
}
