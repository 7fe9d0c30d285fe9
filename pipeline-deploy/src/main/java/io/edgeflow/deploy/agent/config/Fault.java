package io.edgeflow.deploy.agent.config;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a device does wrong in a drill, from the moment it activates a new version until it leaves
 * that version or restarts. A version that was active before the start is not touched.
 */
public enum Fault {
  /** The health check after activation fails, so that the device falls back by itself. */
  HEALTH,
  /** The runtime fails in the middle of that health check. */
  RUNTIME,
  /** Each answer is another class's, so that the manager has to notice and roll back. */
  ANSWERS;

  /** The id in the configuration. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The fault with an id. */
  public static Optional<Fault> of(String id) {
    return Arrays.stream(values()).filter(fault -> fault.id().equals(id)).findFirst();
  }
}
