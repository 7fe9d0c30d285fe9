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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device's report on the wire, as the first version sent it and as it is sent now. */
class DeviceTelemetryGoldenTest {
  private static final String ACTIVE = "device-telemetry.v%d.json";
  private static final String IDLE = "device-telemetry-idle.v%d.json";

  @Test
  void version_2_is_written_to_the_byte() throws IOException {
    GoldenFile.assertWritten(ACTIVE.formatted(2), Json.pretty(active()));
    GoldenFile.assertWritten(IDLE.formatted(2), Json.pretty(idle()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void every_version_reads_to_its_value(int version) throws IOException {
    assertThat(read(ACTIVE.formatted(version))).isEqualTo(active());
    assertThat(read(IDLE.formatted(version))).isEqualTo(idle());
  }

  private static DeviceTelemetry read(String name) throws IOException {
    return Json.read(GoldenFile.text(name), DeviceTelemetry.class, name);
  }

  private static DeviceTelemetry active() {
    return new DeviceTelemetry(
        new ReportIdentity(
            "device-01", Instant.parse("2026-11-21T19:45:00.123456Z"), "a".repeat(64), 3),
        new DeviceRuntime(
            Optional.of("LiteRT 2.14.0 XNNPACK"), true, 12.5, 0.1, 0.25, 88.75, "unknown"),
        Optional.empty(),
        new InferenceCounters(
            null,
            100,
            1,
            2,
            40,
            Map.of("correct", 39.0),
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
