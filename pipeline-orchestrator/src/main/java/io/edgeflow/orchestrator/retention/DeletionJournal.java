package io.edgeflow.orchestrator.retention;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.json.JsonLines;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.retention.Deletion.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The deletions of data in a workspace, append-only, one JSON object a line. A line says that a
 * file is about to go and reaches the disk before it goes; a second one, that it is gone. What a
 * kill left open is settled by the next collection.
 */
public final class DeletionJournal {
  static final String FILE = "data-deletions.jsonl";

  private final JsonLines lines;
  private final ArtifactStore artifacts;

  /** The journal of a workspace. */
  public DeletionJournal(Workspace workspace) {
    this.lines = new JsonLines(workspace.root().resolve(FILE));
    this.artifacts = workspace.artifacts();
  }

  /** Where it lies. */
  public Path file() {
    return lines.file();
  }

  /**
   * The last state of each deletion, in order; one that is not DELETED was cut off by a kill.
   *
   * @throws io.edgeflow.core.error.PipelineException if a line is damaged
   */
  public List<Deletion> all() {
    Map<String, Deletion> open = new LinkedHashMap<>();
    List<Deletion> all = new ArrayList<>();
    for (Deletion line : lines.read(Deletion.FORM)) {
      if (line.state() == State.DELETED) {
        open.remove(line.sha256());
        all.add(line);
      } else {
        open.put(line.sha256(), line);
      }
    }
    all.addAll(open.values());
    return List.copyOf(all);
  }

  /** Writes down what is gone although its process was killed before it could say so. */
  void settle(Clock clock) {
    finish(
        all().stream()
            .filter(line -> line.state() == State.DELETING)
            .filter(line -> !Files.exists(artifacts.location(line.sha256())))
            .toList(),
        clock);
  }

  /**
   * Says what is about to go.
   *
   * @return the lines that say so: those of a collection that was killed say more than a second one
   *     could
   */
  List<Deletion> begin(List<Deletion> deletions) {
    Map<String, Deletion> open = new HashMap<>();
    all().stream()
        .filter(line -> line.state() == State.DELETING)
        .forEach(line -> open.put(line.sha256(), line));
    append(deletions.stream().filter(each -> !open.containsKey(each.sha256())).toList());
    return deletions.stream().map(each -> open.getOrDefault(each.sha256(), each)).toList();
  }

  void finish(Collection<Deletion> deletions, Clock clock) {
    append(deletions.stream().map(each -> each.deleted(clock.instant())).toList());
  }

  private void append(Collection<Deletion> deletions) {
    if (!deletions.isEmpty()) {
      deletions.forEach(each -> lines.append(Deletion.FORM, each));
      lines.force();
    }
  }
}
