package io.edgeflow.orchestrator.track;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.json.JsonLines;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.track.Tracker;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records a run in {@code track/<run_id>.jsonl}, one line as each thing happens. A crash loses at
 * most the line being written; a resumed run appends to its journal. Files are taken into the
 * artifact store, so that what is replayed later is what was recorded. It records what it is given:
 * callers hand it masked values in place of secrets.
 */
public final class JournalTracker implements Tracker {
  private static final Logger LOG = LoggerFactory.getLogger(JournalTracker.class);

  private final Workspace workspace;
  private final JsonLines journal;
  private final Clock clock;
  private final Map<String, String> parameters = new HashMap<>();

  private JournalTracker(Workspace workspace, JsonLines journal, Clock clock) {
    this.workspace = workspace;
    this.journal = journal;
    this.clock = clock;
  }

  /** Opens a run's journal, or begins it. */
  public static JournalTracker open(Workspace workspace, String runId, Clock clock) {
    JsonLines journal = Journal.file(workspace, runId);
    JournalTracker tracker = new JournalTracker(workspace, journal, clock);
    if (journal.read(JournalEntry.FORM).isEmpty()) {
      journal.append(JournalEntry.FORM, new JournalEntry.Start(runId, clock.instant()));
    } else {
      tracker.parameters.putAll(Journal.read(workspace, runId).parameters());
    }
    return tracker;
  }

  /** The journal's file. */
  public Path file() {
    return journal.file();
  }

  /** Records a parameter; one that was recorded before keeps its first value. */
  @Override
  public synchronized void parameter(String key, String value) {
    String earlier = parameters.putIfAbsent(key, value);
    if (earlier == null) {
      journal.append(JournalEntry.FORM, new JournalEntry.Parameter(key, value));
    } else if (!earlier.equals(value)) {
      LOG.warn("The parameter {} is tracked as {} and stays so", key, earlier);
    }
  }

  @Override
  public void metric(String key, double value, long step) {
    journal.append(
        JournalEntry.FORM, new JournalEntry.Measurement(key, value, step, clock.instant()));
  }

  @Override
  public void tag(String key, String value) {
    journal.append(JournalEntry.FORM, new JournalEntry.Tag(key, value));
  }

  @Override
  public void artifact(String name, Path file) {
    Artifact stored = workspace.artifacts().put(name, file);
    Path place = workspace.root().relativize(workspace.artifacts().location(stored.sha256()));
    journal.append(
        JournalEntry.FORM,
        new JournalEntry.File(
            name, stored.sha256(), stored.bytes(), place.toString().replace('\\', '/')));
  }

  @Override
  public void finish(String status) {
    journal.append(JournalEntry.FORM, new JournalEntry.Finish(status, clock.instant()));
  }

  @Override
  public void close() {}
}
