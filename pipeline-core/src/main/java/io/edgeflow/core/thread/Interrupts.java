package io.edgeflow.core.thread;

import io.edgeflow.core.error.PipelineException;

/** Turns an interrupt into a failure without losing it. */
public final class Interrupts {
  private Interrupts() {}

  /**
   * Marks the current thread as interrupted again and makes the failure that says so, to be thrown
   * by a method that cannot throw {@link InterruptedException}. Where something has to be put in
   * order before the thread ends, which a pending interrupt would cut short, take {@link
   * PipelineException#interrupted} instead.
   *
   * @param what the work that was cut short, one sentence without a full stop
   */
  public static PipelineException restored(InterruptedException cause, String what) {
    Thread.currentThread().interrupt();
    return PipelineException.interrupted(what).cause(cause).build();
  }
}
