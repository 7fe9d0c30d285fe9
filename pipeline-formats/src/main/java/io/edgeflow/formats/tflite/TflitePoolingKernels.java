package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.op.Pooling;
import io.edgeflow.formats.lower.KernelTraits;
import io.edgeflow.formats.lower.ScaleRule;
import java.util.Set;

/** The kernels that summarize windows. */
interface TflitePoolingKernels extends Pooling.Visitor<KernelTraits> {
  /** The output has the input's scale. */
  KernelTraits keeps();

  /** The output has the scale of its own range. */
  KernelTraits ownRange();

  @Override
  default KernelTraits maxPool2d(Pooling.MaxPool2d op) {
    return KernelTraits.both(ScaleRule.KEEPS, ownRange().fuses());
  }

  @Override
  default KernelTraits avgPool2d(Pooling.AvgPool2d op) {
    return KernelTraits.both(ScaleRule.KEEPS, ownRange().fuses());
  }

  @Override
  default KernelTraits globalAvgPool(Pooling.GlobalAvgPool op) {
    return KernelTraits.both(ScaleRule.OWN_RANGE, Set.of());
  }
}
