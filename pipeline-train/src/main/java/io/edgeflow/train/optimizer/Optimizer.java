package io.edgeflow.train.optimizer;

import java.util.Locale;
import java.util.Map;

/**
 * Moves weights against their gradient. Plain single-precision Java, so that equal inputs give
 * equal bits on every machine and with every number of threads. Not thread-safe.
 */
public interface Optimizer {
  /** Starts the next step; every parameter is updated once a step. */
  void nextStep(double learningRate);

  /**
   * Changes the weights in place.
   *
   * @param parameter the name under which the optimizer keeps its state, the same in every step
   * @param factor on the step's learning rate
   * @param weights of any length, the same in every step
   * @param gradient of the loss by the weights; a weight decay may be added to it
   */
  void update(String parameter, double factor, float[] weights, float[] gradient);

  /** Changes the weights in place, at the step's learning rate. */
  default void update(String parameter, float[] weights, float[] gradient) {
    update(parameter, 1, weights, gradient);
  }

  /** What it remembers between steps, by name; the arrays themselves. */
  Map<String, float[]> memory();

  /**
   * Goes on as another of its kind did after some steps.
   *
   * @param memory what the other remembered; copied
   * @param steps how many it had taken
   */
  void restore(Map<String, float[]> memory, int steps);

  /** The optimizers that a configuration can name. */
  enum Kind {
    /** {@link Adam}. */
    ADAM,
    /** {@link Adam} with decoupled weight decay. */
    ADAMW,
    /** {@link Sgd}. */
    SGD,
    /** {@link RmsProp}. */
    RMSPROP;

    /** The word in the configuration. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
