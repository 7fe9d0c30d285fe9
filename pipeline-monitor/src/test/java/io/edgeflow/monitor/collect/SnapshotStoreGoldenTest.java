package io.edgeflow.monitor.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.JsonLines;
import io.edgeflow.core.telemetry.DeviceRuntime;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.core.telemetry.InferenceCounters;
import io.edgeflow.core.telemetry.ReportIdentity;
import io.edgeflow.core.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A day of telemetry by version. */
class SnapshotStoreGoldenTest {
  private static final String CURRENT = "fleet-snapshots.v3.jsonl";
  private static final Instant AT = Instant.parse("2026-11-21T19:45:00Z");

  @TempDir private Path folder;

  @Test
  void version_3_is_written_to_the_byte() throws IOException {
    SnapshotStore store = new SnapshotStore(folder, 7);

    snapshots().forEach(store::append);

    GoldenFile.assertWritten(
        CURRENT, Files.readAllBytes(folder.resolve("telemetry-2026-11-21.jsonl")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2", "v3"})
  void every_version_reads_to_its_value(String version) {
    assertThat(read(GoldenFile.path("fleet-snapshots." + version + ".jsonl")))
        .isEqualTo(compacted());
  }

  @Test
  void an_unknown_field_is_ignored() throws IOException {
    Path file = folder.resolve("lines");
    Files.writeString(file, GoldenFile.withUnknownField(GoldenFile.text(CURRENT)));

    assertThat(read(file)).isEqualTo(compacted());
  }

  @Test
  void a_newer_version_is_refused_by_name() throws IOException {
    Path file = folder.resolve("lines");
    Files.writeString(file, GoldenFile.withVersion(GoldenFile.text(CURRENT), 4));

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Unknown version of the fleet snapshot")
        .hasMessageContaining("found: format_version 4")
        .hasMessageContaining("limit: versions 1 to 3")
        .hasMessageContaining("remedy: ");
  }

  private static List<FleetSnapshot> read(Path file) {
    return new JsonLines(file).read(FleetSnapshot.FORM);
  }

  private static List<FleetSnapshot> compacted() {
    return snapshots().stream().map(FleetSnapshot::compact).toList();
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
        new ReportIdentity(id, AT, model, 3),
        new DeviceRuntime(
            Optional.of("LiteRT 2.14.0 XNNPACK"), true, 12.5, p50Ms, p50Ms, 88.75, "unknown"),
        Optional.empty(),
        new InferenceCounters(
            null,
            100,
            1,
            2,
            40,
            Map.of("correct", 39.0),
            Map.of("image_mean", new Histogram(List.of(-1.5), List.of(50L, 50L)))));
  }
}
