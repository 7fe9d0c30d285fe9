package io.edgeflow.core.graph.op;

/** How many data tensors an operator reads, at least 1. */
public record Arity(int least, int most) {
  /** One. */
  public static final Arity ONE = new Arity(1, 1);

  /** Checks both ends. */
  public Arity {
    if (least < 1 || most < least) {
      throw new IllegalArgumentException("An arity of " + least + " to " + most);
    }
  }

  /** Any number from {@code least} on. */
  public static Arity from(int least) {
    return new Arity(least, Integer.MAX_VALUE);
  }

  /** Whether the count is allowed. */
  public boolean allows(int count) {
    return count >= least && count <= most;
  }

  @Override
  public String toString() {
    return most == Integer.MAX_VALUE
        ? least + " or more"
        : least == most ? Integer.toString(least) : least + " to " + most;
  }
}
