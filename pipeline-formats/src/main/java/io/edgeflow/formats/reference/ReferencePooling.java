package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.PaddedMean;
import io.edgeflow.core.graph.op.Pooling;
import java.util.Optional;

/** The operators that summarize windows. */
interface ReferencePooling extends Pooling.Visitor<float[]> {
  /** What the operator reads. */
  ReferenceCall call();

  @Override
  default float[] maxPool2d(Pooling.MaxPool2d op) {
    return windows(op).largest();
  }

  @Override
  default float[] avgPool2d(Pooling.AvgPool2d op) {
    float[] y = windows(op).mean();
    Optional<PaddedMean> mean = op.paddedMean(call().shapes());
    if (mean.isPresent()) {
      float[] factors = mean.get().factors();
      for (int i = 0; i < y.length; i++) {
        y[i] *= factors[i % factors.length];
      }
    }
    return y;
  }

  @Override
  default float[] globalAvgPool(Pooling.GlobalAvgPool op) {
    return ReferencePool.meanOfChannels(call().x(), call().output().fixed(1));
  }

  private ReferencePool windows(Pooling.Windowed op) {
    return new ReferencePool(call().x(), op.window(call().shapes()).orElseThrow(), call().output());
  }
}
