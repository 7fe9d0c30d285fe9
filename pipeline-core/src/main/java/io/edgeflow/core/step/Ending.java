package io.edgeflow.core.step;

import io.edgeflow.core.error.PipelineException.Kind;

/**
 * How a run ends when a step's gate does not pass.
 *
 * @param what one sentence without a full stop
 * @param detail what is known beside the gate's checks; empty when nothing is
 */
public record Ending(Kind kind, String what, String detail) {
  /** The gate blocks, and no more is to be said. */
  public static Ending blocked(String gate) {
    return new Ending(Kind.GATE_BLOCKED, "The gate " + gate + " blocks", "");
  }
}
