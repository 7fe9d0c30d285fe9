package io.edgeflow.orchestrator.track;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.core.run.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The journals of a workspace, and which of them a server has. */
public final class TrackedRuns {
  private static final PersistedForm<Sent> SENT =
      PersistedForm.tolerant("mark of a sent journal", Sent.class, 1);

  private TrackedRuns() {}

  /**
   * What is written beside a journal once a server has it.
   *
   * @param lines how many lines the journal had
   */
  record Sent(long lines) {}

  /**
   * A run with a journal.
   *
   * @param sent whether a server has every line and file of it
   * @param problem why it cannot be read; such a one counts as not sent
   */
  public record Tracked(String runId, Path file, boolean sent, Optional<String> problem) {}

  /** All of them, the oldest first. */
  public static List<Tracked> of(Workspace workspace) {
    return Journal.runs(workspace).stream().map(run -> tracked(workspace, run)).toList();
  }

  /** Where the mark of a run lies once a server has its journal. */
  public static Path mark(Workspace workspace, String runId) {
    return workspace.track().resolve(runId + ".sent");
  }

  static void sent(Workspace workspace, Journal journal) {
    AtomicFile.write(mark(workspace, journal.runId()), SENT.pretty(new Sent(journal.lines())));
  }

  private static Tracked tracked(Workspace workspace, String runId) {
    Path file = workspace.track().resolve(runId + Journal.SUFFIX);
    try {
      long lines = Journal.read(workspace, runId).lines();
      Path mark = mark(workspace, runId);
      boolean sent = Files.isRegularFile(mark) && SENT.read(mark).lines() == lines;
      return new Tracked(runId, file, sent, Optional.empty());
    } catch (PipelineException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
      return new Tracked(runId, file, false, Optional.of(why));
    }
  }
}
