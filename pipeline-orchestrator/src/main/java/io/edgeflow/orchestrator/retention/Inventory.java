package io.edgeflow.orchestrator.retention;

import io.edgeflow.orchestrator.run.RunRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What lies in a workspace.
 *
 * @param runs the newest first
 * @param artifacts bytes by digest
 * @param pinned digests that releases, devices and damaged records name
 * @param leftovers of processes that were killed
 * @param damaged records that cannot be read, and what is wrong with each
 */
record Inventory(
    List<Run> runs,
    List<Entry> cache,
    List<Journal> journals,
    Map<String, Stored> artifacts,
    Set<String> pinned,
    List<Leftover> leftovers,
    Map<Path, String> damaged) {

  /**
   * A run's folder.
   *
   * @param lastWrite when its record was last written
   */
  record Run(RunRecord record, Path folder, Instant lastWrite, long bytes, Set<String> needs) {
    String id() {
      return record.runId();
    }
  }

  /**
   * An output in the cache.
   *
   * @param lastUse when it was made or last taken
   */
  record Entry(Path file, String stage, Instant lastUse, long bytes, Set<String> needs) {}

  /**
   * The journal of a tracked run.
   *
   * @param sent whether a server has all of it
   */
  record Journal(String runId, Path file, boolean sent, long bytes, Set<String> needs) {}

  /** A file in the artifact store. */
  record Stored(Path file, long bytes) {}

  /** A file or folder that nobody will come back to. */
  record Leftover(Path path, long bytes) {}
}
