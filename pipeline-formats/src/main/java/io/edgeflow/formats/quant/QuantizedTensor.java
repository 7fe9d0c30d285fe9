package io.edgeflow.formats.quant;

import io.edgeflow.core.tensor.Tensor;

/** The integers of a tensor that has one scale for all its elements. */
public record QuantizedTensor(Tensor values, QuantParams params) {}
