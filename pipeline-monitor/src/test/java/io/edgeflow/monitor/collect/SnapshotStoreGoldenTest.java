package io.edgeflow.monitor.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.json.JsonLines;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.monitor.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day of telemetry as the first version wrote it. */
class SnapshotStoreGoldenTest {
  private static final String V1 = "fleet-snapshots.v1.jsonl";
  private static final Instant AT = Instant.parse("2026-11-21T19:45:00Z");

  @Test
  void version_1_is_written_to_the_byte(@TempDir Path folder) throws IOException {
    SnapshotStore store = new SnapshotStore(folder, 7);

    snapshots().forEach(store::append);

    GoldenFile.assertWritten(V1, Files.readAllBytes(folder.resolve("telemetry-2026-11-21.jsonl")));
  }

  @Test
  void version_1_reads_to_its_value() {
    List<FleetSnapshot> read = new JsonLines(GoldenFile.path(V1)).read(FleetSnapshot.class);

    assertThat(read).isEqualTo(snapshots().stream().map(FleetSnapshot::compact).toList());
  }

  private static List<FleetSnapshot> snapshots() {
    return List.of(
        new FleetSnapshot(
            AT,
            List.of(
                DeviceReading.of(telemetry("device-01", "a".repeat(64), 0.1)),
                DeviceReading.failed("device-02", "no answer"))),
        new FleetSnapshot(
            AT.plusMillis(1500), List.of(DeviceReading.of(telemetry("device-01", null, null)))));
  }

  private static DeviceTelemetry telemetry(String id, String model, Double p50Ms) {
    return new DeviceTelemetry(
        id,
        AT,
        model,
        3,
        "LiteRT 2.14.0 XNNPACK",
        true,
        12.5,
        p50Ms,
        p50Ms,
        88.75,
        2,
        "unknown",
        "none",
        100,
        1,
        40,
        39,
        Map.of("image_mean", new Histogram(List.of(-1.5), List.of(50L, 50L))));
  }
}
