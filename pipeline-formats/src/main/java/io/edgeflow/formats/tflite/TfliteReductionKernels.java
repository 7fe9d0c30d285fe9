package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.op.Reduction;
import io.edgeflow.formats.lower.KernelTraits;
import io.edgeflow.formats.lower.ScaleRule;
import java.util.Set;

/** The kernels that make one number of several. */
interface TfliteReductionKernels extends Reduction.Visitor<KernelTraits> {
  /** The output has the input's scale. */
  KernelTraits keeps();

  @Override
  default KernelTraits reduceMean(Reduction.ReduceMean op) {
    return KernelTraits.both(ScaleRule.OWN_RANGE, Set.of());
  }

  @Override
  default KernelTraits reduceMax(Reduction.ReduceMax op) {
    return keeps();
  }

  @Override
  default KernelTraits reduceSum(Reduction.ReduceSum op) {
    return KernelTraits.both(ScaleRule.OWN_RANGE, Set.of());
  }

  @Override
  default KernelTraits argMax(Reduction.ArgMax op) {
    return KernelTraits.both(ScaleRule.GIVES_FLOATS, Set.of());
  }
}
