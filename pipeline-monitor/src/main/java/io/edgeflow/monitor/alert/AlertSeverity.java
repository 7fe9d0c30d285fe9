package io.edgeflow.monitor.alert;

import java.util.Locale;

/** How soon somebody should look. */
public enum AlertSeverity {
  /** Within the working day. */
  WARNING,
  /** Now: devices are down, or the model no longer fits what they see. */
  CRITICAL;

  /** The name in metrics and reports; alerts in JSON keep the constant's own. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
