package io.edgeflow.monitor.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody should look at. Two alerts with the same {@code what} and {@code scope}
 * are the same trouble.
 *
 * @param what the kind of trouble, for example {@code drift_detected}
 * @param scope a device id, or {@code fleet}
 * @param message one sentence
 * @param value what was measured; null when there is no number
 * @param limit what it should have kept; null when there is none
 * @param at when it was first seen
 * @param remedy what to do
 */
public record Alert(
    String what,
    AlertSeverity severity,
    String scope,
    String message,
    @Nullable Double value,
    @Nullable Double limit,
    Instant at,
    String remedy) {
  /** The scope of troubles that are not one device's. */
  public static final String FLEET = "fleet";

  /** What tells troubles apart, the same when a trouble appears and when it ends. */
  public String key() {
    return what + "@" + scope;
  }

  /** The same alert with an earlier beginning. */
  Alert since(Instant earlier) {
    return new Alert(what, severity, scope, message, value, limit, earlier, remedy);
  }

  /** One line for people: severity, scope, message and remedy. */
  public String line() {
    return severity + " [" + scope + "] " + message + ". " + remedy;
  }
}
