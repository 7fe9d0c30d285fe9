package io.edgeflow.monitor.alert;

/** How soon somebody should look. */
public enum AlertSeverity {
  /** Within the working day. */
  WARNING,
  /** Now: devices are down, or the model no longer fits what they see. */
  CRITICAL
}
