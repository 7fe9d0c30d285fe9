package io.edgeflow.core.graph;

import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A named weight.
 *
 * @param mask UINT8 of the value's shape, 0 where pruning holds the weight at zero; null when none
 */
public record Constant(Tensor value, Role role, @Nullable Tensor mask) {
  /** Checks the mask's type and shape. */
  public Constant {
    if (mask != null
        && (mask.type() != ElementType.UINT8
            || !java.util.Arrays.equals(mask.dims(), value.dims()))) {
      throw new IllegalArgumentException("Mask " + mask + " does not fit " + value);
    }
  }

  /** What training does with a constant. */
  public enum Role {
    /** Changed by the optimizer. */
    TRAINABLE,
    /** State that the forward pass updates, such as running statistics. */
    BUFFER,
    /** Never changed. */
    FROZEN
  }

  /** A weight that the optimizer changes. */
  public static Constant trainable(Tensor value) {
    return new Constant(value, Role.TRAINABLE, null);
  }

  /** State that the forward pass updates. */
  public static Constant buffer(Tensor value) {
    return new Constant(value, Role.BUFFER, null);
  }

  /** The pruning mask, if any. */
  public Optional<Tensor> pruningMask() {
    return Optional.ofNullable(mask);
  }

  /** The same role and mask with another value. */
  public Constant withValue(Tensor newValue) {
    return new Constant(newValue, role, mask);
  }

  /** The same value and role with a mask. */
  public Constant withMask(Tensor newMask) {
    return new Constant(value, role, newMask);
  }
}
