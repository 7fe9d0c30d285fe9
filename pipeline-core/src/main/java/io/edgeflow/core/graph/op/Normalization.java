package io.edgeflow.core.graph.op;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Operators that bring values to a common scale. */
@JsonSubTypes({
  @JsonSubTypes.Type(value = Normalization.BatchNorm.class, name = "batch_norm"),
  @JsonSubTypes.Type(value = Normalization.Softmax.class, name = "softmax"),
  @JsonSubTypes.Type(value = Normalization.LayerNorm.class, name = "layer_norm"),
  @JsonSubTypes.Type(value = Normalization.InstanceNorm.class, name = "instance_norm"),
})
public sealed interface Normalization extends Op {
  /** One method an operator. */
  interface Visitor<R> {
    /** Batch normalization. */
    R batchNorm(BatchNorm op);

    /** Softmax along an axis. */
    R softmax(Softmax op);

    /** Layer normalization. */
    R layerNorm(LayerNorm op);

    /** Instance normalization. */
    R instanceNorm(InstanceNorm op);
  }

  @Override
  default Arity arity() {
    return Arity.ONE;
  }

  @Override
  default OptionalInt weightAxis() {
    return OptionalInt.empty();
  }

  @Override
  default long macs(Operands operands) {
    return 0;
  }

  /**
   * {@code y = gamma (x - mean) / sqrt(var + epsilon) + beta} a channel (Ioffe and Szegedy 2015);
   * each constant is {@code [channels]}.
   *
   * @param momentum the fraction of the running statistics that one batch replaces (PyTorch's
   *     meaning)
   */
  record BatchNorm(float epsilon, float momentum) implements Normalization {
    @Override
    public ConstantRoles roles() {
      return ConstantRoles.of(
          ConstantRole.GAMMA, ConstantRole.BETA, ConstantRole.MEAN, ConstantRole.VARIANCE);
    }

    @Override
    public Shape shape(Operands operands) {
      Shape x = operands.first();
      operands.require(x.rank() >= 2, "input", "rank 2 or more", x);
      roles().required().forEach(role -> operands.vector(role, x.fixed(1)));
      return x;
    }

    @Override
    public AxisUse axes() {
      return AxisUse.CHANNEL;
    }

    @Override
    public Optional<ChannelAffine> channelAffine(Map<ConstantRole, float[]> constants) {
      float[] gamma = values(constants, ConstantRole.GAMMA);
      float[] beta = values(constants, ConstantRole.BETA);
      float[] mean = values(constants, ConstantRole.MEAN);
      float[] variance = values(constants, ConstantRole.VARIANCE);
      double[] factor = new double[gamma.length];
      double[] shift = new double[gamma.length];
      for (int c = 0; c < factor.length; c++) {
        factor[c] = gamma[c] / Math.sqrt((double) variance[c] + epsilon);
        shift[c] = beta[c] - factor[c] * mean[c];
      }
      return Optional.of(new ChannelAffine(factor, shift));
    }

    private static float[] values(Map<ConstantRole, float[]> constants, ConstantRole role) {
      return Objects.requireNonNull(constants.get(role), role.id());
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.batchNorm(this);
    }
  }

  /**
   * {@code exp(x_i) / Σ exp(x_j)} along one axis.
   *
   * @param axis counted from the batch, which it cannot be; null for the last one, whatever its
   *     number
   */
  record Softmax(@Nullable Integer axis) implements Normalization {
    /** Checks the axis. */
    public Softmax {
      if (axis != null && axis < 1) {
        throw new IllegalArgumentException("A softmax along axis " + axis);
      }
    }

    /** Along the last axis. */
    public Softmax() {
      this(null);
    }

    @Override
    public ConstantRoles roles() {
      return ConstantRoles.NONE;
    }

    @Override
    public Shape shape(Operands operands) {
      Shape x = operands.first();
      alongAxis().ifPresent(a -> operands.require(a < x.rank(), "axis", "below " + x.rank(), a));
      return x;
    }

    @Override
    public AxisUse axes() {
      return axis == null ? AxisUse.LAST : AxisUse.NAMED;
    }

    @Override
    public OptionalInt alongAxis() {
      return axis == null ? OptionalInt.empty() : OptionalInt.of(axis);
    }

    @Override
    public boolean givesProbabilities() {
      return true;
    }

    @Override
    public Op alongLast() {
      return new Softmax();
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.softmax(this);
    }
  }

  /**
   * {@code y = gamma (x - mean) / sqrt(var + epsilon) + beta}, where mean and (biased) variance are
   * those of all elements of the last axes (Ba, Kiros and Hinton 2016, equation 4); {@code gamma}
   * and {@code beta} have the sizes of those axes, or both are absent.
   *
   * @param lastAxes how many of the last axes, at least 1
   */
  record LayerNorm(float epsilon, int lastAxes) implements Normalization {
    /** Checks the count of axes. */
    public LayerNorm {
      if (lastAxes < 1) {
        throw new IllegalArgumentException("A normalization of " + lastAxes + " axes");
      }
    }

    @Override
    public ConstantRoles roles() {
      return new ConstantRoles(List.of(), List.of(ConstantRole.GAMMA, ConstantRole.BETA));
    }

    @Override
    public Shape shape(Operands operands) {
      Shape x = operands.first();
      operands.require(x.rank() > lastAxes, "input", "rank " + (lastAxes + 1) + " or more", x);
      operands.together(ConstantRole.GAMMA, ConstantRole.BETA);
      Shape normalized = new Shape(x.dimensions().subList(x.rank() - lastAxes, x.rank()));
      roles().optional().forEach(role -> operands.shaped(role, normalized));
      return x;
    }

    @Override
    public AxisUse axes() {
      return AxisUse.LAST;
    }

    @Override
    public Optional<Standardization> standardization(Operands operands) {
      int rank = operands.first().rank();
      List<Integer> affine = new ArrayList<>();
      for (int axis = 1; axis < rank; axis++) {
        affine.add(axis < rank - lastAxes ? 1 : operands.first().fixed(axis));
      }
      return Optional.of(new Standardization(epsilon, lastAxes, affine));
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.layerNorm(this);
    }
  }

  /**
   * {@code y = gamma (x - mean) / sqrt(var + epsilon) + beta}, where mean and (biased) variance are
   * those of one channel of one sample {@code [batch, channels, …]} (Ulyanov, Vedaldi and Lempitsky
   * 2016, equation 4); {@code gamma} and {@code beta} are {@code [channels]}, or both absent.
   */
  record InstanceNorm(float epsilon) implements Normalization {
    @Override
    public ConstantRoles roles() {
      return new ConstantRoles(List.of(), List.of(ConstantRole.GAMMA, ConstantRole.BETA));
    }

    @Override
    public Shape shape(Operands operands) {
      Shape x = operands.first();
      operands.require(x.rank() > 2, "input", "rank 3 or more", x);
      operands.together(ConstantRole.GAMMA, ConstantRole.BETA);
      roles().optional().forEach(role -> operands.vector(role, x.fixed(1)));
      return x;
    }

    @Override
    public AxisUse axes() {
      return AxisUse.CHANNEL;
    }

    @Override
    public Optional<Standardization> standardization(Operands operands) {
      int space = operands.first().rank() - 2;
      List<Integer> affine = new ArrayList<>(Collections.nCopies(space + 1, 1));
      affine.set(0, operands.first().fixed(1));
      return Optional.of(new Standardization(epsilon, space, affine));
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.instanceNorm(this);
    }
  }
}
