package io.edgeflow.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.testing.GoldenFile;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        new ReportIdentity(
            "device-01", Instant.parse("2026-11-21T19:45:00.123456Z"), "a".repeat(64), 3),
        new DeviceRuntime(
            Optional.of("LiteRT 2.14.0 XNNPACK"), true, 12.5, 0.1, 0.25, 88.75, "unknown"),
        Optional.empty(),
        new InferenceCounters(
            100,
            1,
            2,
            40,
            39,
            Map.of(
                "confidence", new Histogram(List.of(0.0, 0.1, 1.0), List.of(0L, 7L, 92L, 1L)),
                "image_mean", new Histogram(List.of(-1.5), List.of(50L, 50L)))));
  }

  private static DeviceTelemetry idle() {
    return new DeviceTelemetry(
        new ReportIdentity("device-02", Instant.parse("2026-11-21T19:45:00Z"), null, 0),
        DeviceRuntime.idle(40),
        Optional.of("probe_failed"),
        InferenceCounters.zero());
  }
}
