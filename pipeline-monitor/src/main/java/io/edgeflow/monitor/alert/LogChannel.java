package io.edgeflow.monitor.alert;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes alerts to the program's log: troubles as warnings or errors, their end as information. */
final class LogChannel implements AlertChannel {
  private static final Logger LOG = LoggerFactory.getLogger("edgeflow.alert");

  @Override
  public void send(AlertEvent.Kind kind, Alert alert) {
    if (kind == AlertEvent.Kind.RESOLVED) {
      LOG.info("resolved: {}", alert.line());
    } else if (alert.severity() == AlertSeverity.CRITICAL) {
      LOG.error("{}", alert.line());
    } else {
      LOG.warn("{}", alert.line());
    }
  }
}
