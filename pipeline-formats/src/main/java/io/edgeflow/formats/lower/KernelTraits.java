package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.formats.quant.QuantParams;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The kernels that a target has for an operator.
 *
 * @param floats whether there is one for floats
 * @param int8 whether there is one for 8-bit integers
 * @param scale how the 8-bit output is quantized
 * @param fuses the activations that it carries out on its output
 * @param fixed the output's quantization under {@link ScaleRule#FIXED}, else null
 * @param inParts whether floats are computed by the operator's parts, one after the other
 * @param hybrid whether the kernel for floats reads a weight of 8-bit integers
 * @param oneWeightScale whether a weight of integers has one scale, not one for each channel
 */
public record KernelTraits(
    boolean floats,
    boolean int8,
    ScaleRule scale,
    Set<Activation> fuses,
    @Nullable QuantParams fixed,
    boolean inParts,
    boolean hybrid,
    boolean oneWeightScale) {
  /** No kernel: a rule must replace the operator. */
  public static final KernelTraits NONE =
      new KernelTraits(false, false, ScaleRule.OWN_RANGE, Set.of());

  /** Copies the activations. */
  public KernelTraits {
    fuses = Set.copyOf(fuses);
  }

  /** Kernels of its own that prescribe no quantization. */
  public KernelTraits(boolean floats, boolean int8, ScaleRule scale, Set<Activation> fuses) {
    this(floats, int8, scale, fuses, null, false, false, false);
  }

  /** Kernels for floats and 8-bit integers. */
  public static KernelTraits both(ScaleRule scale, Set<Activation> fuses) {
    return new KernelTraits(true, true, scale, fuses);
  }

  /** The same kernels, of which the one for floats reads a weight of 8-bit integers too. */
  public KernelTraits orHybrid() {
    return new KernelTraits(floats, int8, scale, fuses, fixed, inParts, true, oneWeightScale);
  }

  /** Kernels for floats and 8-bit integers, the latter with an output that is quantized so. */
  public static KernelTraits fixed(QuantParams output) {
    return new KernelTraits(true, true, ScaleRule.FIXED, Set.of(), output, false, false, false);
  }

  /** The same kernels, whose weight of integers has one scale. */
  public KernelTraits withOneWeightScale() {
    return new KernelTraits(floats, int8, scale, fuses, fixed, inParts, hybrid, true);
  }

  /** A kernel for floats alone. */
  public static KernelTraits floatsOnly() {
    return floatsOnly(Set.of());
  }

  /** A kernel for floats alone that carries out activations. */
  public static KernelTraits floatsOnly(Set<Activation> fuses) {
    return new KernelTraits(true, false, ScaleRule.OWN_RANGE, fuses);
  }

  /** No kernel of its own, but one in floats for each of its parts. */
  public static KernelTraits floatParts() {
    return new KernelTraits(true, false, ScaleRule.OWN_RANGE, Set.of(), null, true, false, false);
  }

  /** The quantization that the kernel prescribes. */
  QuantParams requireFixed() {
    return Objects.requireNonNull(fixed, "a fixed quantization");
  }
}
