package io.edgeflow.core.thread;

import java.time.Duration;

/** Lets time pass; a test gives one that returns at once. */
@FunctionalInterface
public interface Sleeper {
  /**
   * Returns after a duration of at least zero.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  void sleep(Duration duration) throws InterruptedException;

  /** One that really sleeps, to the millisecond. */
  static Sleeper real() {
    return duration -> Thread.sleep(duration.toMillis());
  }
}
