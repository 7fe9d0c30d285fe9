package io.edgeflow.core.graph.op;

import java.util.List;

/**
 * {@code (x - mean) / sqrt(var + epsilon)} by the mean and the biased variance over the last axes,
 * times {@link ConstantRole#GAMMA} plus {@link ConstantRole#BETA} where there are these.
 *
 * @param lastAxes how many of the last axes
 * @param affine the sizes of gamma and beta for one sample, 1 along the axes that share a number
 */
public record Standardization(float epsilon, int lastAxes, List<Integer> affine) {
  /** Copies the sizes. */
  public Standardization {
    affine = List.copyOf(affine);
  }
}
