package io.edgeflow.deploy.rollout;

/**
 * How many targets may be missed by a rollout that goes on, as shares of all targets in percent,
 * rounded down.
 *
 * @param maxUnavailable that do not answer before the start
 * @param maxFailures that are given up on the way
 */
public record Tolerance(int maxUnavailable, int maxFailures) {
  private static final int PERCENT = 100;

  /** Checks the ranges. */
  public Tolerance {
    if (maxUnavailable < 0
        || maxUnavailable > PERCENT
        || maxFailures < 0
        || maxFailures > PERCENT) {
      throw new IllegalArgumentException(maxUnavailable + " % away, " + maxFailures + " % failed");
    }
  }

  /** Every target has to answer and to take the release. */
  public static Tolerance none() {
    return new Tolerance(0, 0);
  }

  /** How many of the targets may be away. */
  int unavailable(int targets) {
    return share(maxUnavailable, targets);
  }

  /** How many of the targets may fail. */
  int failures(int targets) {
    return share(maxFailures, targets);
  }

  private static int share(int percent, int targets) {
    return (int) ((long) targets * percent / PERCENT);
  }
}
