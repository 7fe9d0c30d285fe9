package io.edgeflow.train.optimizer;

import java.util.Locale;

/**
 * Moves weights against their gradient. Plain single-precision Java, so that equal inputs give
 * equal bits on every machine and with every number of threads. Not thread-safe.
 */
public interface Optimizer {
  /** Starts the next step; every parameter is updated once a step. */
  void nextStep();

  /**
   * Changes the weights in place.
   *
   * @param parameter the name under which the optimizer keeps its state, the same in every step
   * @param weights of any length, the same in every step
   * @param gradient of the loss by the weights; not changed
   */
  void update(String parameter, float[] weights, float[] gradient);

  /** The optimizers that a configuration can name. */
  enum Kind {
    /** {@link Adam}. */
    ADAM,
    /** {@link Sgd} with a momentum of 0.9. */
    SGD;

    private static final double MOMENTUM = 0.9;

    /** The word in the configuration. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** A new optimizer without state yet. */
    public Optimizer create(double learningRate) {
      return switch (this) {
        case ADAM -> new Adam(learningRate);
        case SGD -> new Sgd(learningRate, MOMENTUM);
      };
    }
  }
}
