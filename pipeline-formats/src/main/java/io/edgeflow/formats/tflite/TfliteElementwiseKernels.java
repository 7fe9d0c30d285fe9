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

  /** One end, by a kernel that keeps the scale; or both, by one of a ReLU's. */
  @Override
  default KernelTraits clip(Elementwise.Clip op) {
    if (op.activation().isPresent() || op.between(-1, 1)) {
      return KernelTraits.both(ScaleRule.OWN_RANGE, Set.of());
    }
    return op.min() == null || op.max() == null
        ? KernelTraits.both(ScaleRule.KEEPS, Set.of())
        : KernelTraits.NONE;
  }

  @Override
  default KernelTraits prelu(Elementwise.PRelu op) {
    return KernelTraits.both(ScaleRule.OWN_RANGE, Set.of());
  }

  @Override
  default KernelTraits leakyRelu(Nonlinearity.LeakyRelu op) {
    return KernelTraits.both(ScaleRule.OWN_RANGE, Set.of());
  }

  @Override
  default KernelTraits hardSigmoid(Nonlinearity.HardSigmoid op) {
    return KernelTraits.NONE;
  }

  @Override
  default KernelTraits hardSwish(Nonlinearity.HardSwish op) {
    return KernelTraits.both(ScaleRule.OWN_RANGE, Set.of());
  }

  @Override
  default KernelTraits silu(Nonlinearity.Silu op) {
    return KernelTraits.NONE;
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
