package io.edgeflow.core.graph.op;

/** A clamp that a kernel may carry out on its output. */
public enum Activation {
  /** None. */
  NONE(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY),
  /** {@code max(x, 0)}. */
  RELU(0, Float.POSITIVE_INFINITY),
  /** {@code min(max(x, 0), 6)}. */
  RELU6(0, 6);

  private final float least;
  private final float most;

  Activation(float least, float most) {
    this.least = least;
    this.most = most;
  }

  /** The smallest value that it gives. */
  public float least() {
    return least;
  }

  /** The largest value that it gives. */
  public float most() {
    return most;
  }

  /** The activation of one value; NaN stays NaN. */
  public float apply(float value) {
    return Math.min(Math.max(value, least), most);
  }
}
