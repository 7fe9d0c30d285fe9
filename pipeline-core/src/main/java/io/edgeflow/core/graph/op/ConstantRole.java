package io.edgeflow.core.graph.op;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** The part that a constant plays in its operator. */
public enum ConstantRole {
  /** The matrix or kernel that inputs are multiplied with. */
  WEIGHT("weight"),
  /** What is added to each output channel. */
  BIAS("bias"),
  /** The matrix that a recurrent layer's own state is multiplied with. */
  RECURRENT_WEIGHT("recurrent_weight"),
  /** What is added to the products with the state. */
  RECURRENT_BIAS("recurrent_bias"),
  /** The factor of a normalization. */
  GAMMA("gamma"),
  /** The shift of a normalization. */
  BETA("beta"),
  /** A running mean. */
  MEAN("mean"),
  /** A running variance. */
  VARIANCE("variance"),
  /** The second operand of an elementwise operator, of the sample's shape or 1 in places. */
  OPERAND("operand"),
  /** What a channel's negative values are multiplied with. */
  SLOPE("slope");

  private final String id;

  ConstantRole(String id) {
    this.id = id;
  }

  /** The name in files, and the ending of a constant's usual name. */
  @JsonValue
  public String id() {
    return id;
  }

  /** Whether it is a matrix or kernel that values are multiplied with. */
  public boolean multiplies() {
    return this == WEIGHT || this == RECURRENT_WEIGHT;
  }

  /** The role with an id. */
  @JsonCreator
  public static ConstantRole of(String id) {
    return Arrays.stream(values())
        .filter(role -> role.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No constant role " + id));
  }
}
