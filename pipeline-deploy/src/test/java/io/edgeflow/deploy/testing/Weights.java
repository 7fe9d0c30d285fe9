package io.edgeflow.deploy.testing;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.tensor.Tensor;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random weights from a seed. */
final class Weights {
  private final SplittableRandom random;

  Weights(long seed) {
    this.random = new SplittableRandom(seed);
  }

  Map<ConstantRole, Constant> layer(int... dims) {
    Constant weight = draw(dims);
    return Map.of(ConstantRole.WEIGHT, weight, ConstantRole.BIAS, draw(dims[0]));
  }

  private Constant draw(int... dims) {
    float[] values = new float[IntStream.of(dims).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextDouble() - 0.5);
    }
    return Constant.trainable(Tensor.of(dims, values));
  }
}
