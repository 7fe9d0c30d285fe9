package io.edgeflow.deploy.rollout;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A step of a rollout.
 *
 * @param type for example {@code target.activated}
 * @param fields what it was about
 */
public record TimelineEvent(Instant at, String type, Map<String, String> fields) {
  /** Sorts and copies the fields. */
  public TimelineEvent {
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
  }
}
