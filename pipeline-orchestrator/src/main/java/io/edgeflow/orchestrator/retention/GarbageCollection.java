package io.edgeflow.orchestrator.retention;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.retention.GcReport.Part;
import io.edgeflow.orchestrator.retention.Inventory.Stored;
import io.edgeflow.orchestrator.run.WorkspaceLock;
import io.edgeflow.orchestrator.run.WorkspaceLock.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Removes the oldest runs of a workspace, and then the files that nothing needs any more. What a
 * release, a device, a kept run, the newest run that can be resumed, the newest output of each
 * stage or a journal that no server has needs stays, but for data that is older than it may be.
 * What goes of data is written to {@link DeletionJournal}. May be killed at any moment.
 *
 * <pre>{@code
 * GcReport report =
 *     new GarbageCollection(new Workspace(Path.of(".edgeflow")), Clock.systemUTC())
 *         .collect(Retention.defaults().withRuns(10), false, false);
 * }</pre>
 */
public final class GarbageCollection {
  private final Workspace workspace;
  private final Clock clock;
  private final Consumer<Path> before;

  /** A collection in a workspace. */
  public GarbageCollection(Workspace workspace, Clock clock) {
    this(workspace, clock, path -> {});
  }

  GarbageCollection(Workspace workspace, Clock clock, Consumer<Path> before) {
    this.workspace = workspace;
    this.clock = clock;
    this.before = before;
  }

  /**
   * Collects.
   *
   * @param dropJournals whether journals of removed runs go although no server has them
   * @param dryRun whether to touch nothing and only say what would go
   * @throws PipelineException of kind LOCKED while a run is at work; of kind CONFIG if there is no
   *     such workspace
   */
  public GcReport collect(Retention retention, boolean dropJournals, boolean dryRun) {
    if (!Files.isDirectory(workspace.root())) {
      throw PipelineException.config("There is no workspace")
          .where(workspace.root())
          .remedy("give --workspace, or a configuration that names it")
          .build();
    }
    try (WorkspaceLock lock = WorkspaceLock.take(workspace, Scope.RUN, "edgeflow gc")) {
      DeletionJournal journal = new DeletionJournal(workspace);
      if (!dryRun) {
        journal.settle(clock);
      }
      Inventory inventory = new InventoryReader(workspace, clock).read();
      Selection selection =
          new Selector(inventory, retention, clock.instant(), dropJournals).choose();
      if (!dryRun) {
        lock.name("edgeflow gc, deleting");
        new Sweep(workspace, journal, clock, before).apply(selection);
      }
      return report(inventory, selection, retention, dryRun);
    }
  }

  private GcReport report(
      Inventory inventory, Selection selection, Retention retention, boolean dryRun) {
    List<Part> parts =
        List.of(
            part("runs", inventory.runs(), selection.runs(), Inventory.Run::bytes),
            part("journals", inventory.journals(), selection.journals(), Inventory.Journal::bytes),
            part("cache", inventory.cache(), selection.cache(), Inventory.Entry::bytes),
            part(
                "artifacts",
                List.copyOf(inventory.artifacts().values()),
                selection.artifacts(),
                Stored::bytes),
            part(
                "leftovers",
                inventory.leftovers(),
                selection.leftovers(),
                Inventory.Leftover::bytes));
    Map<String, String> damaged = new TreeMap<>();
    inventory
        .damaged()
        .forEach((file, why) -> damaged.put(workspace.root().relativize(file).toString(), why));
    return new GcReport(
        dryRun,
        parts,
        selection.runs().stream().map(Inventory.Run::id).toList(),
        selection.left(),
        retention.maxBytes().orElse(null),
        selection.held(),
        selection.deletions(),
        damaged);
  }

  private static <T> Part part(String name, List<T> all, List<T> gone, ToLongFunction<T> bytes) {
    long freed = gone.stream().mapToLong(bytes).sum();
    long total = all.stream().mapToLong(bytes).sum();
    return new Part(name, all.size() - gone.size(), total - freed, gone.size(), freed);
  }
}
