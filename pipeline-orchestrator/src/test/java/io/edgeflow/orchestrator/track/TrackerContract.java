package io.edgeflow.orchestrator.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.track.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every tracker that keeps a journal promises. */
@Timeout(60)
abstract class TrackerContract {
  @TempDir private Path folder;
  private Workspace workspace;

  abstract Tracker open(Workspace workspace, String runId);

  @BeforeEach
  void make_the_workspace() {
    workspace = new Workspace(folder.resolve("ws"));
  }

  private Journal recorded() {
    return Journal.read(workspace, "run-1");
  }

  @Test
  void everything_is_recorded_before_the_tracker_is_closed() throws IOException {
    Tracker tracker = open(workspace, "run-1");
    tracker.parameter("seed", "42");
    tracker.metric("accuracy", 0.5, 0);
    tracker.tag("gate", "PASS");
    tracker.artifact("a.txt", Files.writeString(folder.resolve("a.txt"), "a"));

    assertThat(recorded().parameters()).containsEntry("seed", "42");
    assertThat(recorded().metrics()).hasSize(1);
    assertThat(recorded().tags()).containsEntry("gate", "PASS");
    assertThat(recorded().files()).containsOnlyKeys("a.txt");
    tracker.close();
  }

  @Test
  void threads_lose_nothing_to_each_other() {
    try (Tracker tracker = open(workspace, "run-1")) {
      IntStream.range(0, 200).parallel().forEach(step -> tracker.metric("loss", step, step));

      assertThat(recorded().metrics())
          .extracting(JournalEntry.Measurement::step)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 200).mapToObj(step -> (long) step).toList());
    }
  }

  @Test
  void closing_never_fails_a_run_even_twice_or_unfinished() {
    Tracker tracker = open(workspace, "run-1");
    tracker.metric("loss", Double.NaN, 0);

    assertThatCode(tracker::close).doesNotThrowAnyException();
    assertThatCode(tracker::close).doesNotThrowAnyException();
  }
}
