package io.edgeflow.monitor.alert;

import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import java.time.Duration;

/** Alerts in the program's own log: troubles as warnings or errors, their end as information. */
public final class LogChannelProvider implements AlertChannelProvider {
  private static final FieldTable FIELDS = FieldTable.of();

  @Override
  public String id() {
    return "log";
  }

  @Override
  public String description() {
    return "writes alerts to the program's own log";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public AlertChannel open(Section section, Duration timeout) {
    return new LogChannel();
  }
}
