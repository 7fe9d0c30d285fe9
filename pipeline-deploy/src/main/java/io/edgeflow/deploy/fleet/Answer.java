package io.edgeflow.deploy.fleet;

import io.edgeflow.deploy.release.Refusal;

/**
 * What a device said to a request: yes with a value, or no with a name. A device that says nothing
 * is an exception instead.
 *
 * @param <T> the value of a yes
 */
public sealed interface Answer<T> {
  /** The device did it. */
  record Accepted<T>(T value) implements Answer<T> {}

  /** The device refused, and says why. */
  record Refused<T>(Refusal refusal, String detail) implements Answer<T> {}
}
