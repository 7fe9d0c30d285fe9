package io.edgeflow.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.JsonLines;
import io.edgeflow.core.run.EventLog;
import io.edgeflow.deploy.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rollout's journal as the first version wrote it. */
class RolloutJournalGoldenTest {
  private static final String V1 = "rollout-journal.v1.jsonl";
  private static final Instant AT = Instant.parse("2026-11-21T19:45:00Z");

  @TempDir private Path folder;

  @Test
  void version_1_is_written_to_the_byte() throws IOException {
    Path file = folder.resolve("rollout.jsonl");
    Journal journal = new Journal(file, Clock.fixed(AT, ZoneOffset.UTC), EventLog.none());

    timeline().forEach(event -> journal.record(event.type(), event.fields()));

    GoldenFile.assertWritten(V1, Files.readAllBytes(file));
  }

  @Test
  void version_1_reads_to_its_value() {
    assertThat(new JsonLines(GoldenFile.path(V1)).read(TimelineEvent.class)).isEqualTo(timeline());
  }

  private static List<TimelineEvent> timeline() {
    return List.of(
        new TimelineEvent(AT, "started", Map.of("version", "7", "bundle", "b".repeat(64))),
        new TimelineEvent(AT, "target.activated", Map.of("target", "device-01", "version", "7")),
        new TimelineEvent(AT, "paused", Map.of("wave", "canary")),
        new TimelineEvent(AT, "finished", Map.of("status", "COMPLETED")));
  }
}
