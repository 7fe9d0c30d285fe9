package io.edgeflow.core.graph;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A weight or other constant of a graph.
 *
 * @param mask UINT8 of the value's shape, 0 where pruning holds the weight at zero; null when none
 */
public record Constant(Tensor value, Kind kind, @Nullable Tensor mask) {
  /** Checks the mask's type and shape. */
  public Constant {
    if (mask != null
        && (mask.type() != ElementType.UINT8 || !Arrays.equals(mask.dims(), value.dims()))) {
      throw new IllegalArgumentException("Mask " + mask + " does not fit " + value);
    }
  }

  /** What training does with a constant. */
  public enum Kind {
    /** Changed by the optimizer. */
    @JsonProperty("trainable")
    TRAINABLE,
    /** State that the forward pass updates, such as running statistics. */
    @JsonProperty("buffer")
    BUFFER,
    /** Never changed. */
    @JsonProperty("frozen")
    FROZEN
  }

  /** A weight that the optimizer changes. */
  public static Constant trainable(Tensor value) {
    return new Constant(value, Kind.TRAINABLE, null);
  }

  /** State that the forward pass updates. */
  public static Constant buffer(Tensor value) {
    return new Constant(value, Kind.BUFFER, null);
  }

  /** A value that never changes. */
  public static Constant frozen(Tensor value) {
    return new Constant(value, Kind.FROZEN, null);
  }

  /** The pruning mask, if any. */
  public Optional<Tensor> pruningMask() {
    return Optional.ofNullable(mask);
  }

  /** The same kind and mask with another value. */
  public Constant withValue(Tensor newValue) {
    return new Constant(newValue, kind, mask);
  }

  /** The same value and kind with a mask. */
  public Constant withMask(Tensor newMask) {
    return new Constant(value, kind, newMask);
  }
}
