package io.edgeflow.monitor;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.json.Json;
import io.edgeflow.monitor.alert.AlertSettings;
import io.edgeflow.monitor.collect.MetricsSettings;
import io.edgeflow.monitor.drift.DriftSettings;
import io.edgeflow.monitor.replay.ReplaySettings;
import io.edgeflow.monitor.server.ServerSettings;
import java.util.Map;
import java.util.TreeMap;

/** The section {@code monitoring}. */
public record MonitorConfig(
    MetricsSettings metrics,
    ReplaySettings replay,
    DriftSettings drift,
    AlertSettings alerts,
    ServerSettings server) {
  /** The section's keys. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          Field.section("metrics", MetricsSettings.FIELDS, "how the fleet is polled"),
          Field.section("replay", ReplaySettings.FIELDS, "held-out rows sent as traffic"),
          Field.section("drift", DriftSettings.FIELDS, "what counts as drift"),
          Field.section("alerts", AlertSettings.FIELDS, "where alerts go"),
          Field.section("server", ServerSettings.FIELDS, "the status page of edgeflow serve"));

  /** Reads the section; contradictions between keys are added to the problems. */
  public static MonitorConfig from(Section section, Problems problems) {
    return new MonitorConfig(
        MetricsSettings.from(section.section("metrics")),
        ReplaySettings.from(section.section("replay")),
        DriftSettings.from(section.section("drift")),
        AlertSettings.from(section.section("alerts"), problems),
        ServerSettings.from(section.section("server"), problems));
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
