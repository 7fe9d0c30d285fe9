package io.edgeflow.formats.quant;

import io.edgeflow.core.tensor.Tensor;

/**
 * The integers of a convolution or a Linear; zero points are 0.
 *
 * @param weight INT8, of the float weight's shape
 * @param weightScale FLOAT32 {@code [out]}, or one scale for all as a scalar
 * @param bias INT32 {@code [out]}
 * @param biasScale FLOAT32, input scale times weight scale
 */
public record QuantizedLayer(Tensor weight, Tensor weightScale, Tensor bias, Tensor biasScale) {}
