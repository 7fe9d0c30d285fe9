package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.Activation;
import java.util.Set;

/**
 * The kernels that a target has for an operator.
 *
 * @param floats whether there is one for floats
 * @param int8 whether there is one for 8-bit integers
 * @param scale how the 8-bit output is quantized
 * @param fuses the activations that it carries out on its output
 * @param inParts whether floats are computed by the operator's parts, one after the other
 * @param hybrid whether the kernel for floats reads a weight of 8-bit integers
 * @param oneWeightScale whether a weight of integers has one scale, not one for each channel
 */
public record KernelTraits(
    boolean floats,
    boolean int8,
    ScaleRule scale,
    Set<Activation> fuses,
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

  /** Kernels of the target's own. */
  public KernelTraits(boolean floats, boolean int8, ScaleRule scale, Set<Activation> fuses) {
    this(floats, int8, scale, fuses, false, false, false);
  }

  /** Kernels for floats and 8-bit integers. */
  public static KernelTraits both(ScaleRule scale, Set<Activation> fuses) {
    return new KernelTraits(true, true, scale, fuses);
  }

  /** The same kernels, of which the one for floats reads a weight of 8-bit integers too. */
  public KernelTraits orHybrid() {
    return new KernelTraits(floats, int8, scale, fuses, inParts, true, oneWeightScale);
  }

  /** A kernel for floats alone. */
  public static KernelTraits floatsOnly() {
    return new KernelTraits(true, false, ScaleRule.OWN_RANGE, Set.of());
  }

  /** No kernel of its own, but one in floats for each of its parts. */
  public static KernelTraits floatParts() {
    return new KernelTraits(true, false, ScaleRule.OWN_RANGE, Set.of(), true, false, false);
  }
}
