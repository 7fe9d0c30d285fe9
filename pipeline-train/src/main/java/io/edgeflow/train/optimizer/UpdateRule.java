package io.edgeflow.train.optimizer;

/**
 * Moves weights against their gradient. Plain single-precision Java, so that equal inputs give
 * equal bits on every machine and with every number of threads. Not thread-safe.
 */
public interface UpdateRule {
  /** Starts the next step; every parameter is updated once a step. */
  void nextStep();

  /**
   * Changes the weights in place.
   *
   * @param parameter the name under which the rule keeps its state, the same in every step
   * @param weights of any length, the same in every step
   * @param gradient of the loss by the weights; not changed
   */
  void update(String parameter, float[] weights, float[] gradient);
}
