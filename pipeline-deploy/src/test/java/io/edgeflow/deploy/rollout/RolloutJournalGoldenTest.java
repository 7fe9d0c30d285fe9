package io.edgeflow.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.JsonLines;
import io.edgeflow.core.run.EventLog;
import io.edgeflow.core.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rollout's journal by version. */
class RolloutJournalGoldenTest {
  private static final String CURRENT = "rollout-journal.v2.jsonl";
  private static final Instant AT = Instant.parse("2026-11-21T19:45:00Z");

  @TempDir private Path folder;

  @Test
  void version_2_is_written_to_the_byte() throws IOException {
    Path file = folder.resolve("rollout.jsonl");
    RolloutTimeline journal =
        new RolloutTimeline(file, Clock.fixed(AT, ZoneOffset.UTC), EventLog.none());

    timeline().forEach(event -> journal.record(event.type(), event.fields()));

    GoldenFile.assertWritten(CURRENT, Files.readAllBytes(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void every_version_reads_to_its_value(String version) {
    assertThat(read(GoldenFile.path("rollout-journal." + version + ".jsonl")))
        .isEqualTo(timeline());
  }

  @Test
  void an_unknown_field_is_ignored() throws IOException {
    Path file = folder.resolve("lines");
    Files.writeString(file, GoldenFile.withUnknownField(GoldenFile.text(CURRENT)));

    assertThat(read(file)).isEqualTo(timeline());
  }

  @Test
  void a_newer_version_is_refused_by_name() throws IOException {
    Path file = folder.resolve("lines");
    Files.writeString(file, GoldenFile.withVersion(GoldenFile.text(CURRENT), 3));

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Unknown version of the rollout event")
        .hasMessageContaining("found: format_version 3")
        .hasMessageContaining("limit: versions 1 to 2")
        .hasMessageContaining("remedy: ");
  }

  @Test
  void a_status_is_written_in_the_word_that_it_always_had() {
    assertThat(Arrays.stream(DeploymentStatus.values()).map(Enum::name))
        .containsExactly("DEPLOYED", "ALREADY_ACTIVE", "PAUSED", "ROLLED_BACK", "ROLLBACK_FAILED");
  }

  private static List<TimelineEvent> read(Path file) {
    return new JsonLines(file).read(TimelineEvent.FORM);
  }

  private static List<TimelineEvent> timeline() {
    return List.of(
        new TimelineEvent(AT, "started", Map.of("version", "7", "bundle", "b".repeat(64))),
        new TimelineEvent(AT, "target.activated", Map.of("target", "device-01", "version", "7")),
        new TimelineEvent(AT, "paused", Map.of("wave", "canary")),
        new TimelineEvent(AT, "finished", Map.of("status", "COMPLETED")));
  }
}
