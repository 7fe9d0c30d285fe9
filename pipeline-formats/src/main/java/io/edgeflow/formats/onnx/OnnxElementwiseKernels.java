package io.edgeflow.formats.onnx;

import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Nonlinearity;
import io.edgeflow.formats.lower.KernelTraits;
import io.edgeflow.formats.lower.ScaleRule;
import java.util.Set;

/**
 * ONNX Runtime's kernels for elementwise operators. What it has none of 8 bits for (its QLinear
 * operators) is computed in floats: {@code quantize_static} puts QDQ pairs around it, which nothing
 * fuses.
 */
interface OnnxElementwiseKernels extends Elementwise.Visitor<KernelTraits> {
  /** A kernel whose output has its own range, clamped by its ends. */
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
  default KernelTraits clip(Elementwise.Clip op) {
    return KernelTraits.both(ScaleRule.OWN_RANGE, Set.of());
  }

  @Override
  default KernelTraits prelu(Elementwise.PRelu op) {
    return KernelTraits.floatsOnly();
  }

  @Override
  default KernelTraits leakyRelu(Nonlinearity.LeakyRelu op) {
    return KernelTraits.both(ScaleRule.OWN_RANGE, Set.of());
  }

  @Override
  default KernelTraits hardSigmoid(Nonlinearity.HardSigmoid op) {
    return KernelTraits.floatsOnly();
  }

  @Override
  default KernelTraits hardSwish(Nonlinearity.HardSwish op) {
    return KernelTraits.floatsOnly();
  }

  @Override
  default KernelTraits silu(Nonlinearity.Silu op) {
    return KernelTraits.NONE;
  }

  @Override
  default KernelTraits sigmoid(Elementwise.Sigmoid op) {
    return KernelTraits.both(ScaleRule.OWN_RANGE, Set.of());
  }

  @Override
  default KernelTraits tanh(Nonlinearity.Tanh op) {
    return KernelTraits.floatsOnly();
  }

  @Override
  default KernelTraits erf(Nonlinearity.Erf op) {
    return KernelTraits.floatsOnly();
  }

  @Override
  default KernelTraits gelu(Nonlinearity.Gelu op) {
    return KernelTraits.floatParts();
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
    return KernelTraits.floatsOnly();
  }

  @Override
  default KernelTraits div(Elementwise.Div op) {
    return KernelTraits.floatsOnly();
  }
}
