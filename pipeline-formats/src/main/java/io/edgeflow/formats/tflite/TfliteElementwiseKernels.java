package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Nonlinearity;
import io.edgeflow.formats.lower.KernelTraits;
import io.edgeflow.formats.lower.ScaleRule;
import io.edgeflow.formats.quant.QuantParams;
import java.util.Set;

/**
 * TensorFlow Lite's kernels for elementwise operators, with the scales of TensorFlow's {@code
 * quantization_spec}.
 */
interface TfliteElementwiseKernels extends Elementwise.Visitor<KernelTraits> {
  /** A kernel whose output has its own range, and that carries out activations. */
  KernelTraits ownRange();

  @Override
  default KernelTraits relu(Elementwise.Relu op) {
    return KernelTraits.both(ScaleRule.OWN_RANGE, Set.of());
  }

  @Override
  default KernelTraits relu6(Elementwise.Relu6 op) {
    return KernelTraits.both(ScaleRule.OWN_RANGE, Set.of());
  }

  @Override
  default KernelTraits sigmoid(Elementwise.Sigmoid op) {
    return KernelTraits.fixed(new QuantParams(1f / 256, Byte.MIN_VALUE));
  }

  @Override
  default KernelTraits tanh(Nonlinearity.Tanh op) {
    return KernelTraits.fixed(new QuantParams(1f / 128, 0));
  }

  @Override
  default KernelTraits erf(Nonlinearity.Erf op) {
    return KernelTraits.NONE;
  }

  @Override
  default KernelTraits gelu(Nonlinearity.Gelu op) {
    return KernelTraits.both(ScaleRule.OWN_RANGE, Set.of());
  }

  @Override
  default KernelTraits rsqrt(Elementwise.Rsqrt op) {
    return KernelTraits.floatsOnly();
  }

  @Override
  default KernelTraits dropout(Elementwise.Dropout op) {
    return KernelTraits.NONE;
  }

  @Override
  default KernelTraits add(Elementwise.Add op) {
    return ownRange();
  }

  @Override
  default KernelTraits mul(Elementwise.Mul op) {
    return ownRange();
  }

  @Override
  default KernelTraits sub(Elementwise.Sub op) {
    return ownRange();
  }

  /** Its integers are unsigned. */
  @Override
  default KernelTraits div(Elementwise.Div op) {
    return KernelTraits.floatsOnly(ownRange().fuses());
  }
}
