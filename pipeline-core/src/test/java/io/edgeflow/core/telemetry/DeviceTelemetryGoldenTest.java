package io.edgeflow.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.testing.GoldenFile;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A device's report on the wire, as the first version sent it. */
class DeviceTelemetryGoldenTest {
  private static final String ACTIVE = "device-telemetry.v1.json";
  private static final String IDLE = "device-telemetry-idle.v1.json";

  @Test
  void version_1_is_written_to_the_byte() throws IOException {
    GoldenFile.assertWritten(ACTIVE, Json.pretty(active()));
    GoldenFile.assertWritten(IDLE, Json.pretty(idle()));
  }

  @Test
  void version_1_reads_to_its_value() throws IOException {
    assertThat(Json.read(GoldenFile.text(ACTIVE), DeviceTelemetry.class, ACTIVE))
        .isEqualTo(active());
    assertThat(Json.read(GoldenFile.text(IDLE), DeviceTelemetry.class, IDLE)).isEqualTo(idle());
  }

  private static DeviceTelemetry active() {
    return new DeviceTelemetry(
        "device-01",
        Instant.parse("2026-11-21T19:45:00.123456Z"),
        "a".repeat(64),
        3,
        "LiteRT 2.14.0 XNNPACK",
        true,
        12.5,
        0.1,
        0.25,
        88.75,
        2,
        "unknown",
        "none",
        100,
        1,
        40,
        39,
        Map.of(
            "confidence", new Histogram(List.of(0.0, 0.1, 1.0), List.of(0L, 7L, 92L, 1L)),
            "image_mean", new Histogram(List.of(-1.5), List.of(50L, 50L))));
  }

  private static DeviceTelemetry idle() {
    return new DeviceTelemetry(
        "device-02",
        Instant.parse("2026-11-21T19:45:00Z"),
        null,
        0,
        "none",
        false,
        0,
        null,
        null,
        40,
        0,
        "unknown",
        "probe_failed",
        0,
        0,
        0,
        0,
        Map.of());
  }
}
