package io.edgeflow.orchestrator.retention;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.file.FileTree;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.retention.Inventory.Run;
import io.edgeflow.orchestrator.track.TrackedRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * Deletes in an order in which the workspace works after every step: what names a file goes before
 * the file, and a run goes as a whole by one rename. What goes of data is written down before and
 * after.
 */
final class Sweep {
  private final Workspace workspace;
  private final DeletionJournal journal;
  private final Clock clock;
  private final Consumer<Path> before;

  /** A sweep; {@code before} hears of each path before it is touched. */
  Sweep(Workspace workspace, DeletionJournal journal, Clock clock, Consumer<Path> before) {
    this.workspace = workspace;
    this.journal = journal;
    this.clock = clock;
    this.before = before;
  }

  void apply(Selection selection) {
    List<Deletion> deletions = journal.begin(selection.deletions());
    Path trash = workspace.root().resolve(InventoryReader.TRASH);
    selection.leftovers().forEach(left -> delete(left.path()));
    for (Run run : selection.runs()) {
      move(run.folder(), trash.resolve(run.id()));
      delete(trash.resolve(run.id()));
    }
    selection.cache().forEach(entry -> delete(entry.file()));
    selection
        .journals()
        .forEach(
            journal -> {
              delete(journal.file());
              delete(TrackedRuns.mark(workspace, journal.runId()));
            });
    selection.artifacts().forEach(stored -> delete(stored.file()));
    journal.finish(deletions, clock);
    delete(trash);
  }

  private void move(Path run, Path aside) {
    before.accept(run);
    try {
      Files.createDirectories(aside.toAbsolutePath().getParent());
      FileTree.delete(aside);
      Files.move(run, aside, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw stuck(run, e);
    }
  }

  private void delete(Path path) {
    before.accept(path);
    try {
      FileTree.delete(path);
    } catch (IOException e) {
      throw stuck(path, e);
    }
  }

  private static PipelineException stuck(Path path, IOException e) {
    return PipelineException.failed("Cannot remove a file; what was removed before it is gone")
        .found(e)
        .where(path)
        .remedy("see who owns it, then call edgeflow gc again: it goes on")
        .cause(e)
        .build();
  }
}
