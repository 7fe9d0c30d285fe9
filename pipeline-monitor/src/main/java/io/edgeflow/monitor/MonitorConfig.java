package io.edgeflow.monitor;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.monitor.alert.AlertConfig;
import io.edgeflow.monitor.collect.MetricsConfig;
import io.edgeflow.monitor.drift.DriftConfig;
import io.edgeflow.monitor.health.FleetHealthConfig;
import io.edgeflow.monitor.replay.ReplayConfig;
import io.edgeflow.monitor.server.ServerConfig;

/**
 * The section {@code monitoring}.
 *
 * <pre>{@code
 * MonitorConfig config =
 *     MonitorConfig.builder()
 *         .set(DriftConfig.THRESHOLD, 0.2)
 *         .add(
 *             AlertConfig.CHANNELS,
 *             channel ->
 *                 channel
 *                     .set(ChannelConfig.TYPE, new WebhookChannelProvider())
 *                     .set(WebhookChannelProvider.URL, new Secret("https://hooks.example/1")))
 *         .build();
 * }</pre>
 */
public record MonitorConfig(
    MetricsConfig metrics,
    ReplayConfig replay,
    DriftConfig drift,
    FleetHealthConfig health,
    AlertConfig alerts,
    ServerConfig server) {
  private static final Field<Section> METRICS =
      Field.section("metrics", MetricsConfig.FIELDS, "how the fleet is polled").presentation();
  private static final Field<Section> REPLAY =
      Field.section("replay", ReplayConfig.FIELDS, "held-out rows sent as traffic");
  private static final Field<Section> DRIFT =
      Field.section("drift", DriftConfig.FIELDS, "what counts as drift");
  private static final Field<Section> FLEET_HEALTH =
      Field.section("fleet_health", FleetHealthConfig.FIELDS, "the gate: what a fleet must keep");
  private static final Field<Section> ALERTS =
      Field.section("alerts", AlertConfig.FIELDS, "where alerts go").presentation();
  private static final Field<Section> SERVER =
      Field.section("server", ServerConfig.FIELDS, "the status page of edgeflow serve")
          .presentation();

  /** The section's keys. */
  public static final FieldTable FIELDS =
      FieldTable.of(METRICS, REPLAY, DRIFT, FLEET_HEALTH, ALERTS, SERVER);

  /** Reads the section; contradictions between keys are added to the problems. */
  public static MonitorConfig from(Section section, Problems problems) {
    return new MonitorConfig(
        MetricsConfig.from(section.get(METRICS)),
        ReplayConfig.from(section.get(REPLAY)),
        DriftConfig.from(section.get(DRIFT)),
        FleetHealthConfig.from(section.get(FLEET_HEALTH)),
        AlertConfig.from(section.get(ALERTS), problems),
        ServerConfig.from(section.get(SERVER), problems));
  }

  /** A builder, which begins with the defaults. */
  public static ConfigBuilder<MonitorConfig> builder() {
    return FIELDS.builder(MonitorConfig::from);
  }

  /** The defaults: alerts to the log, all test rows as traffic. */
  public static MonitorConfig defaults() {
    return builder().build();
  }
}
