package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Normalization;
import io.edgeflow.core.graph.op.Op;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Executes one node. Rank-4 arrays are logically {@code [batch, channels, height, width]} and lie
 * channels-last in memory, which PyTorch's fast kernels follow by themselves.
 */
final class NodeRunner
    implements Op.Visitor<NDArray>,
        ElementwiseRunner,
        WeightedRunner,
        NormalizationRunner,
        RecurrentRunner,
        ArrangementRunner,
        SelectionRunner,
        ProductRunner,
        ReductionRunner,
        PoolingRunner,
        ResamplingRunner {
  private static final int LAST = -1;

  private final List<NDArray> data;
  private final NDArray x;
  private final Map<ConstantRole, NDArray> constants;
  private final boolean training;
  private final boolean updatesStatistics;
  private final boolean inMemoryOrder;
  private final @Nullable DropoutMask mask;

  /**
   * @param inMemoryOrder whether the output keeps the order of a channels-last image
   * @param mask of a dropout; there in training
   */
  NodeRunner(
      List<NDArray> data,
      Map<ConstantRole, NDArray> constants,
      boolean training,
      boolean updatesStatistics,
      boolean inMemoryOrder,
      @Nullable DropoutMask mask) {
    this.data = data;
    this.x = data.get(0);
    this.constants = constants;
    this.training = training;
    this.updatesStatistics = updatesStatistics;
    this.inMemoryOrder = inMemoryOrder;
    this.mask = mask;
  }

  @Override
  public NDArray softmax(Normalization.Softmax op) {
    return x.softmax(op.alongAxis().orElse(LAST));
  }

  @Override
  public NDArray dropped(float rate) {
    return Objects.requireNonNull(mask, "no step to draw a dropout of").appliedTo(x, rate);
  }

  @Override
  public boolean training() {
    return training;
  }

  @Override
  public NDArray second() {
    return data.size() > 1 ? data.get(1) : constant(ConstantRole.OPERAND);
  }

  @Override
  public List<NDArray> data() {
    return data;
  }

  @Override
  public boolean inMemoryOrder() {
    return inMemoryOrder;
  }

  @Override
  public NDArray x() {
    return x;
  }

  @Override
  public NDArray constant(ConstantRole role) {
    return Objects.requireNonNull(constants.get(role), role.id());
  }

  @Override
  public @Nullable NDArray optional(ConstantRole role) {
    return constants.get(role);
  }

  @Override
  public boolean updatesStatistics() {
    return updatesStatistics;
  }
}
