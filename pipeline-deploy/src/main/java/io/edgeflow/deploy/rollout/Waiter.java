package io.edgeflow.deploy.rollout;

import java.time.Duration;

/** Lets time pass; tests give one that does not. */
@FunctionalInterface
public interface Waiter {
  /** Waits for a duration of at least zero. */
  void pause(Duration duration) throws InterruptedException;

  /** Really waits. */
  static Waiter real() {
    return duration -> Thread.sleep(duration.toMillis());
  }
}
