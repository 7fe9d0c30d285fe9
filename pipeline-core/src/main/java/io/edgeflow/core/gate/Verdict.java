package io.edgeflow.core.gate;

import java.util.Collection;

/** The outcome of a check or a gate. */
public enum Verdict {
  /** The limit is met. */
  PASS,
  /** The limit is not met. */
  FAIL,
  /** There was not enough to tell; never the same as PASS. */
  INCONCLUSIVE;

  /** FAIL if any failed, else INCONCLUSIVE if any was or there is none at all, else PASS. */
  public static Verdict worst(Collection<Verdict> verdicts) {
    if (verdicts.contains(FAIL)) {
      return FAIL;
    }
    return verdicts.isEmpty() || verdicts.contains(INCONCLUSIVE) ? INCONCLUSIVE : PASS;
  }
}
