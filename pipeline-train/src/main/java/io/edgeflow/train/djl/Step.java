package io.edgeflow.train.djl;

/**
 * How one step is taken.
 *
 * @param learningRate the optimizer's step size
 * @param clipNorm the largest norm that the gradient of all weights together may have; a longer one
 *     is scaled down to it (Pascanu, Mikolov and Bengio 2013); infinite for any
 */
public record Step(double learningRate, double clipNorm) {
  /** A step that takes the gradient as it is. */
  public static Step of(double learningRate) {
    return new Step(learningRate, Double.POSITIVE_INFINITY);
  }
}
