package io.edgeflow.orchestrator.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tracking journal as the first version wrote it. */
class TrackingJournalGoldenTest {
  private static final String V1 = "tracking-journal.v1.jsonl";
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
  void version_1_is_written_to_the_byte() throws IOException {
    try (JournalTracker tracker = JournalTracker.open(workspace, RUN, CLOCK)) {
      record(tracker);

      GoldenFile.assertWritten(V1, Files.readAllBytes(tracker.file()));
    }
  }

  @Test
  void version_1_reads_to_its_value() throws IOException {
    Files.createDirectories(workspace.track());
    Files.copy(GoldenFile.path(V1), workspace.track().resolve(RUN + ".jsonl"));

    Journal read = Journal.read(workspace, RUN);

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
