package io.edgeflow.orchestrator.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tracking journal by version. */
class TrackingJournalGoldenTest {
  private static final String CURRENT = "tracking-journal.v2.jsonl";
  private static final String RUN = "20261121-194500-abcd";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T19:45:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;
  private Workspace workspace;

  @BeforeEach
  void in_a_workspace() {
    workspace = new Workspace(folder.resolve("workspace"));
  }

  @Test
  void version_2_is_written_to_the_byte() throws IOException {
    try (JournalTracker tracker = JournalTracker.open(workspace, RUN, CLOCK)) {
      record(tracker);

      GoldenFile.assertWritten(CURRENT, Files.readAllBytes(tracker.file()));
    }
  }

  @Test
  void the_mark_of_a_sent_journal_is_written_to_the_byte_and_holds_for_its_lines_alone()
      throws IOException {
    try (JournalTracker tracker = JournalTracker.open(workspace, RUN, CLOCK)) {
      record(tracker);
      TrackedRuns.sent(workspace, Journal.read(workspace, RUN));

      GoldenFile.assertWritten(
          "journal-sent.v1.json", Files.readAllBytes(TrackedRuns.mark(workspace, RUN)));
      assertThat(TrackedRuns.of(workspace)).allMatch(TrackedRuns.Tracked::sent);
      tracker.metric("later", 1, 0);
      assertThat(TrackedRuns.of(workspace)).noneMatch(TrackedRuns.Tracked::sent);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void every_version_reads_to_its_value(String version) throws IOException {
    assertRecorded(read(GoldenFile.text("tracking-journal." + version + ".jsonl")));
  }

  @Test
  void an_unknown_field_is_ignored() throws IOException {
    assertRecorded(read(GoldenFile.withUnknownField(GoldenFile.text(CURRENT))));
  }

  @Test
  void a_newer_version_is_refused_by_name() throws IOException {
    String newer = GoldenFile.withVersion(GoldenFile.text(CURRENT), 3);

    assertThatThrownBy(() -> read(newer))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Unknown version of the tracking journal entry")
        .hasMessageContaining("found: format_version 3")
        .hasMessageContaining("limit: versions 1 to 2")
        .hasMessageContaining(RUN)
        .hasMessageContaining("remedy: ");
  }

  @Test
  void a_journal_of_version_1_is_gone_on_with() throws IOException {
    read(GoldenFile.text("tracking-journal.v1.jsonl"));
    try (JournalTracker tracker = JournalTracker.open(workspace, RUN, CLOCK)) {
      tracker.parameter("lr", "0.2");
      tracker.tag("later", "1");
    }

    Journal read = Journal.read(workspace, RUN);

    assertThat(read.parameters()).containsEntry("lr", "0.1");
    assertThat(read.tags()).containsEntry("later", "1");
  }

  private Journal read(String text) throws IOException {
    Files.createDirectories(workspace.track());
    Files.writeString(workspace.track().resolve(RUN + ".jsonl"), text);
    return Journal.read(workspace, RUN);
  }

  private static void assertRecorded(Journal read) {
    assertThat(read.runId()).isEqualTo(RUN);
    assertThat(read.start()).isEqualTo(CLOCK.instant());
    assertThat(read.lines()).isEqualTo(7);
    assertThat(read.parameters()).containsOnly(org.assertj.core.api.Assertions.entry("lr", "0.1"));
    assertThat(read.metrics())
        .containsExactly(
            new JournalEntry.Measurement("val_loss", 0.25, 3, CLOCK.instant()),
            new JournalEntry.Measurement("val_f1", Double.NaN, 4, CLOCK.instant()));
    assertThat(read.tags()).containsEntry("edgeflow.status", "ü");
    assertThat(read.files().get("models/model.onnx").bytes()).isEqualTo(7);
    assertThat(read.finish()).contains(new JournalEntry.Finish("succeeded", CLOCK.instant()));
  }

  private void record(JournalTracker tracker) throws IOException {
    tracker.parameter("lr", "0.1");
    tracker.metric("val_loss", 0.25, 3);
    tracker.metric("val_f1", Double.NaN, 4);
    tracker.tag("edgeflow.status", "ü");
    tracker.artifact("models/model.onnx", Files.writeString(folder.resolve("file"), "content"));
    tracker.finish("succeeded");
  }
}
