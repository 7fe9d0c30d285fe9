package io.edgeflow.monitor;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.json.Json;
import io.edgeflow.monitor.alert.AlertConfig;
import io.edgeflow.monitor.collect.MetricsConfig;
import io.edgeflow.monitor.drift.DriftConfig;
import io.edgeflow.monitor.replay.ReplayConfig;
import io.edgeflow.monitor.server.ServerConfig;
import java.util.Map;
import java.util.TreeMap;

/** The section {@code monitoring}. */
public record MonitorConfig(
    MetricsConfig metrics,
    ReplayConfig replay,
    DriftConfig drift,
    AlertConfig alerts,
    ServerConfig server) {
  /** The section's keys. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          Field.section("metrics", MetricsConfig.FIELDS, "how the fleet is polled"),
          Field.section("replay", ReplayConfig.FIELDS, "held-out rows sent as traffic"),
          Field.section("drift", DriftConfig.FIELDS, "what counts as drift"),
          Field.section("alerts", AlertConfig.FIELDS, "where alerts go"),
          Field.section("server", ServerConfig.FIELDS, "the status page of edgeflow serve"));

  /** Reads the section; contradictions between keys are added to the problems. */
  public static MonitorConfig from(Section section, Problems problems) {
    return new MonitorConfig(
        MetricsConfig.from(section.section("metrics")),
        ReplayConfig.from(section.section("replay")),
        DriftConfig.from(section.section("drift")),
        AlertConfig.from(section.section("alerts"), problems),
        ServerConfig.from(section.section("server"), problems));
  }

  /** The defaults: alerts to the log, all test rows as traffic. */
  public static MonitorConfig defaults() {
    return from(FIELDS.defaults(), new Problems());
  }

  /** What the stage's result depends on, as canonical text. */
  public String fingerprint() {
    Map<String, Object> parts = new TreeMap<>();
    parts.put("drift", drift);
    parts.put("replay_enabled", replay.enabled());
    parts.put("replay_transform", replay.transform());
    replay.limit().ifPresent(limit -> parts.put("replay_limit", limit));
    return Json.text(parts);
  }
}
