package io.edgeflow.deploy.rollout;

import java.time.Duration;

/** Lets time pass; tests give one that does not. */
@FunctionalInterface
public interface Sleeper {
  /** Waits for a duration of at least zero. */
  void sleep(Duration duration) throws InterruptedException;

  /** Really waits. */
  static Sleeper real() {
    return duration -> Thread.sleep(duration.toMillis());
  }
}
