package io.edgeflow.deploy.rollout;

import io.edgeflow.core.json.PersistedForm;
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
  static final PersistedForm<TimelineEvent> FORM =
      PersistedForm.tolerant("rollout event", TimelineEvent.class, 2);

  /** Sorts and copies the fields. */
  public TimelineEvent {
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
  }
}
