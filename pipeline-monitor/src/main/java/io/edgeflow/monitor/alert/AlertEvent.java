package io.edgeflow.monitor.alert;

import io.edgeflow.core.json.PersistedForm;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An alert was raised, or its trouble was resolved.
 *
 * @param deliveries what became of the message, channel by channel
 */
public record AlertEvent(Instant at, Kind kind, Alert alert, List<Delivery> deliveries) {
  /** A line of the alerts' file; what a later version adds is ignored. */
  public static final PersistedForm<AlertEvent> FORM =
      PersistedForm.tolerant("alert event", AlertEvent.class, 2);

  /** What happened. */
  public enum Kind {
    /** The trouble appeared. */
    RAISED,
    /** The trouble is gone. */
    RESOLVED;

    /** The name in messages; {@code alerts.jsonl} keeps the constant's own. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the deliveries. */
  public AlertEvent {
    deliveries = List.copyOf(deliveries);
  }

  /**
   * What became of one message.
   *
   * @param channel its place in the configuration and the id of its provider, for example {@code
   *     channels[1] webhook}; never its address
   * @param attempts how often it was tried
   * @param error why it is undelivered; null when it was delivered
   */
  public record Delivery(String channel, int attempts, @Nullable String error) {
    /** Whether the channel took it. */
    public boolean delivered() {
      return error == null;
    }
  }
}
