package io.edgeflow.monitor.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.monitor.FakeFleet;
import io.edgeflow.monitor.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFilesTest {
  private static final MetricsConfig CONFIG =
      new MetricsConfig(Duration.ofSeconds(60), 30, 4, Duration.ofSeconds(10));

  @TempDir private Path folder;

  private void collect(String at) {
    new MetricsCollector(CONFIG, new FakeFleet(2), folder, new MutableClock(at)).collect();
  }

  @Test
  void the_last_finished_line_of_the_newest_day_is_what_was_known() throws IOException {
    collect("2025-01-31T10:00:00Z");
    collect("2025-02-01T10:00:00Z");
    collect("2025-02-01T11:00:00Z");
    Files.writeString(
        folder.resolve("telemetry-2025-02-01.jsonl"), "{\"cut o", StandardOpenOption.APPEND);

    assertThat(SnapshotFiles.latest(folder))
        .hasValueSatisfying(
            snapshot -> {
              assertThat(snapshot.at()).isEqualTo(Instant.parse("2025-02-01T11:00:00Z"));
              assertThat(snapshot.devices()).hasSize(2);
            });
  }

  @Test
  void a_folder_without_snapshots_knows_nothing() throws IOException {
    assertThat(SnapshotFiles.latest(folder)).isEmpty();
    assertThat(SnapshotFiles.latest(folder.resolve("none"))).isEmpty();

    Files.writeString(folder.resolve("telemetry-2025-02-01.jsonl"), "{\"cut o");
    assertThat(SnapshotFiles.latest(folder)).isEmpty();
  }
}
