package io.edgeflow.orchestrator.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTrackerTest {
  @TempDir private Path folder;
  private Workspace workspace;
  private final Ticks clock = new Ticks();

  @BeforeEach
  void make_the_workspace() {
    workspace = new Workspace(folder.resolve("ws"));
  }

  private JournalTracker open() {
    return JournalTracker.open(workspace, "run-1", clock);
  }

  @Test
  void each_thing_is_a_line_as_it_happens() throws IOException {
    Path report = Files.writeString(folder.resolve("report.html"), "<p>fine</p>");
    JournalTracker tracker = open();
    tracker.parameter("training.epochs", "3");
    tracker.metric("val_loss", 0.25, 0);
    tracker.metric("odd", Double.NaN, 1);
    tracker.metric("odd", Double.NEGATIVE_INFINITY, 2);
    tracker.tag("gate", "PASS");
    tracker.artifact("report.html", report);
    tracker.finish("succeeded");
    tracker.close();

    String sha = "eae3fa19016dec979e9d2d7f42a80527b1dc7a82bb92a890194aa7d38472d6ff";
    List<String> lines = Files.readAllLines(tracker.file());
    assertThat(lines.get(6))
        .isEqualTo(
            "{\"format_version\":2,\"event\":\"artifact\",\"name\":\"report.html\",\"sha256\":\"%s\",\"bytes\":11,"
                    .formatted(sha)
                + "\"path\":\"artifacts/sha256/%s/%s\"}".formatted(sha.substring(0, 2), sha));
    assertThat(lines.subList(0, 6))
        .containsExactly(
            "{\"format_version\":2,\"event\":\"start\",\"run_id\":\"run-1\",\"at\":\"2025-01-01T00:00:00Z\"}",
            "{\"format_version\":2,\"event\":\"parameter\",\"key\":\"training.epochs\",\"value\":\"3\"}",
            "{\"format_version\":2,\"event\":\"metric\",\"key\":\"val_loss\",\"value\":0.25,\"step\":0,"
                + "\"at\":\"2025-01-01T00:00:01Z\"}",
            "{\"format_version\":2,\"event\":\"metric\",\"key\":\"odd\",\"value\":\"NaN\",\"step\":1,"
                + "\"at\":\"2025-01-01T00:00:02Z\"}",
            "{\"format_version\":2,\"event\":\"metric\",\"key\":\"odd\",\"value\":\"-Infinity\",\"step\":2,"
                + "\"at\":\"2025-01-01T00:00:03Z\"}",
            "{\"format_version\":2,\"event\":\"tag\",\"key\":\"gate\",\"value\":\"PASS\"}");
    assertThat(lines.get(7))
        .isEqualTo(
            "{\"format_version\":2,\"event\":\"finish\",\"status\":\"succeeded\",\"at\":\"2025-01-01T00:00:04Z\"}");
  }

  @Test
  void a_file_is_kept_by_content_so_that_later_changes_do_not_matter() throws IOException {
    Path report = Files.writeString(folder.resolve("report.html"), "first");
    open().artifact("report.html", report);
    Files.writeString(report, "second");

    JournalEntry.File file = Journal.read(workspace, "run-1").files().get("report.html");

    assertThat(workspace.root().resolve(file.path())).hasContent("first");
    assertThat(file.bytes()).isEqualTo(5);
  }

  @Test
  void values_that_are_no_numbers_come_back() {
    open().metric("odd", Double.NaN, 1);
    open().metric("odd", Double.POSITIVE_INFINITY, 2);

    assertThat(Journal.read(workspace, "run-1").metrics())
        .extracting(JournalEntry.Measurement::value)
        .containsExactly(Double.NaN, Double.POSITIVE_INFINITY);
  }

  @Test
  void a_torn_last_line_is_left_out_and_a_resumed_run_goes_on_behind_it() throws IOException {
    JournalTracker first = open();
    first.parameter("seed", "42");
    Files.writeString(
        first.file(), "{\"event\":\"metric\",\"key\":\"va", StandardOpenOption.APPEND);

    assertThat(Journal.read(workspace, "run-1").metrics()).isEmpty();

    JournalTracker resumed = open();
    resumed.parameter("seed", "42");
    resumed.metric("accuracy", 0.98, 0);
    resumed.finish("succeeded");
    Journal journal = Journal.read(workspace, "run-1");
    assertThat(journal.lines()).isEqualTo(4);
    assertThat(journal.parameters()).containsOnlyKeys("seed");
    assertThat(journal.finish().orElseThrow().status()).isEqualTo("succeeded");
  }

  @Test
  void a_parameter_keeps_its_first_value_and_a_tag_its_last() {
    JournalTracker tracker = open();
    tracker.parameter("seed", "42");
    tracker.parameter("seed", "43");
    tracker.tag("gate", "FAIL");
    tracker.tag("gate", "PASS");

    Journal journal = Journal.read(workspace, "run-1");
    assertThat(journal.parameters()).containsEntry("seed", "42");
    assertThat(journal.tags()).containsEntry("gate", "PASS");
  }

  @Test
  void runs_are_listed_oldest_first() {
    JournalTracker.open(workspace, "20250102-b", clock);
    JournalTracker.open(workspace, "20250101-a", clock);

    assertThat(Journal.runs(workspace)).containsExactly("20250101-a", "20250102-b");
    assertThat(Journal.runs(new Workspace(folder.resolve("none")))).isEmpty();
  }

  @Test
  void a_run_without_a_journal_and_an_id_that_is_a_path_are_refused() {
    assertThatThrownBy(() -> Journal.read(workspace, "run-2"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("no tracking journal");
    assertThatThrownBy(() -> JournalTracker.open(workspace, "../run", clock))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Not a run id");
  }
}
