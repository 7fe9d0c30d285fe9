package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Normalization;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The operators that bring values to a common scale. */
interface NormalizationRunner extends Normalization.Visitor<NDArray>, RunnerScope {
  /** PyTorch's batch normalization always takes axis 1; DJL wants it said this way. */
  int ENGINE_AXIS = -1;

  /** Whether a batch changes running statistics. */
  boolean updatesStatistics();

  /**
   * In training by the batch's own statistics; a batch of one value a channel has no variance, and
   * is normalized by the running ones.
   */
  @Override
  default NDArray batchNorm(Normalization.BatchNorm op) {
    Shape shape = x().getShape();
    return ai.djl.nn.norm.BatchNorm.batchNorm(
            x(),
            constant(ConstantRole.MEAN),
            constant(ConstantRole.VARIANCE),
            constant(ConstantRole.GAMMA),
            constant(ConstantRole.BETA),
            ENGINE_AXIS,
            1 - op.momentum(),
            op.epsilon(),
            updatesStatistics() && shape.size() > shape.get(1))
        .singletonOrThrow();
  }

  @Override
  default NDArray layerNorm(Normalization.LayerNorm op) {
    Shape normalized = x().getShape().slice(x().getShape().dimension() - op.lastAxes());
    @Nullable NDArray gamma = optional(ConstantRole.GAMMA);
    @Nullable NDArray beta = optional(ConstantRole.BETA);
    return ai.djl.nn.norm.LayerNorm.layerNorm(
            x(),
            normalized,
            gamma == null ? x().getManager().ones(normalized) : gamma,
            beta == null ? x().getManager().zeros(normalized) : beta,
            op.epsilon())
        .singletonOrThrow();
  }

  /** As a layer normalization of each channel. */
  @Override
  default NDArray instanceNorm(Normalization.InstanceNorm op) {
    Shape shape = x().getShape();
    long space = shape.slice(2).size();
    Shape normalized = new Shape(space);
    NDArray normal =
        ai.djl.nn.norm.LayerNorm.layerNorm(
                x().reshape(shape.get(0), shape.get(1), space),
                normalized,
                x().getManager().ones(normalized),
                x().getManager().zeros(normalized),
                op.epsilon())
            .singletonOrThrow()
            .reshape(shape);
    @Nullable NDArray gamma = optional(ConstantRole.GAMMA);
    @Nullable NDArray beta = optional(ConstantRole.BETA);
    if (gamma == null || beta == null) {
      return normal;
    }
    long[] channels = new long[shape.dimension() - 1];
    Arrays.fill(channels, 1);
    channels[0] = shape.get(1);
    return normal.mul(gamma.reshape(channels)).add(beta.reshape(channels));
  }
}
