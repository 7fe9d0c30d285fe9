package io.edgeflow.train.djl;

/**
 * How one step is taken: everything that it depends on beside weights, batch and the optimizer's
 * memory.
 *
 * @param number of all steps of the training, from 0
 * @param seed what dropout is drawn from, with the number
 * @param learningRate the optimizer's step size
 * @param clipNorm the largest norm that the gradient of all weights together may have; a longer one
 *     is scaled down to it (Pascanu, Mikolov and Bengio 2013); infinite for any
 */
public record Step(long number, long seed, double learningRate, double clipNorm) {
  /** A first step that takes the gradient as it is. */
  public static Step of(double learningRate) {
    return new Step(0, 0, learningRate, Double.POSITIVE_INFINITY);
  }
}
