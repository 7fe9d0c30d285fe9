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
 */
public record KernelTraits(
    boolean floats, boolean int8, ScaleRule scale, Set<Activation> fuses, boolean inParts) {
  /** No kernel: a rule must replace the operator. */
  public static final KernelTraits NONE =
      new KernelTraits(false, false, ScaleRule.OWN_RANGE, Set.of());

  /** Copies the activations. */
  public KernelTraits {
    fuses = Set.copyOf(fuses);
  }

  /** Kernels of the target's own. */
  public KernelTraits(boolean floats, boolean int8, ScaleRule scale, Set<Activation> fuses) {
    this(floats, int8, scale, fuses, false);
  }

  /** Kernels for floats and 8-bit integers. */
  public static KernelTraits both(ScaleRule scale, Set<Activation> fuses) {
    return new KernelTraits(true, true, scale, fuses);
  }

  /** A kernel for floats alone. */
  public static KernelTraits floatsOnly() {
    return new KernelTraits(true, false, ScaleRule.OWN_RANGE, Set.of());
  }

  /** No kernel of its own, but one in floats for each of its parts. */
  public static KernelTraits floatParts() {
    return new KernelTraits(true, false, ScaleRule.OWN_RANGE, Set.of(), true);
  }
}
