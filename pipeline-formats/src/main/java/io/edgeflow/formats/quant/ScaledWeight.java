package io.edgeflow.formats.quant;

import io.edgeflow.core.tensor.Tensor;

/**
 * The integers of a weight, whose zero point is 0.
 *
 * @param values INT8, of the float weight's shape
 * @param scales FLOAT32, one for each output channel; or one, as a scalar, for all
 */
public record ScaledWeight(Tensor values, Tensor scales) {}
