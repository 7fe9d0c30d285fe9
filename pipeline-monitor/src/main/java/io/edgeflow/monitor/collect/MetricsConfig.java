package io.edgeflow.monitor.collect;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import java.time.Duration;

/**
 * How the fleet is polled.
 *
 * @param interval between two polls while serving
 * @param retentionDays days that snapshots are kept; today counts as one
 * @param parallelism devices asked at the same time
 * @param timeout how long one device may take to answer
 */
public record MetricsConfig(
    Duration interval, int retentionDays, int parallelism, Duration timeout) {
  /** The time between two polls of the fleet. */
  public static final Field<Duration> INTERVAL =
      Field.seconds(
          "interval", Duration.ofSeconds(60), 1, 86_400, "time between two polls of the fleet");

  /** Days that snapshots are kept. */
  public static final Field<Integer> RETENTION_DAYS =
      Field.integer("retention_days", 30, 1, 3650, "days that snapshots are kept").in("days");

  /** Devices asked at the same time. */
  public static final Field<Integer> PARALLELISM =
      Field.integer("parallelism", 8, 1, 256, "devices asked at the same time");

  /** How long one device may take to answer. */
  public static final Field<Duration> TIMEOUT =
      Field.seconds("timeout", Duration.ofSeconds(10), 0.1, 600, "how long one device may take");

  /** The keys of {@code monitoring.metrics}. */
  public static final FieldTable FIELDS =
      FieldTable.of(INTERVAL, RETENTION_DAYS, PARALLELISM, TIMEOUT);

  /** Reads the section. */
  public static MetricsConfig from(Section section) {
    return new MetricsConfig(
        section.get(INTERVAL),
        section.get(RETENTION_DAYS),
        section.get(PARALLELISM),
        section.get(TIMEOUT));
  }
}
