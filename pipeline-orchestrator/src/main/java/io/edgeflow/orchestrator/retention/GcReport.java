package io.edgeflow.orchestrator.retention;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a collection removed, or would remove.
 *
 * @param dryRun whether nothing was touched
 * @param parts runs, journals, cache entries, artifacts and leftovers of killed processes
 * @param removedRuns their ids, the oldest first
 * @param leftBytes what stays of the parts
 * @param maxBytes the budget; null when there is none
 * @param heldBytes artifacts that stay for journals of removed runs alone, which no server has
 * @param deletions the data among what goes, as it is written to the journal of deletions
 * @param damaged records that could not be read, by path below the workspace; they stay, and so
 *     does what they name
 */
public record GcReport(
    boolean dryRun,
    List<Part> parts,
    List<String> removedRuns,
    long leftBytes,
    @Nullable Long maxBytes,
    long heldBytes,
    List<Deletion> deletions,
    Map<String, String> damaged) {
  /** Copies the collections. */
  public GcReport {
    parts = List.copyOf(parts);
    removedRuns = List.copyOf(removedRuns);
    deletions = List.copyOf(deletions);
    damaged = Collections.unmodifiableMap(new TreeMap<>(damaged));
  }

  /**
   * One kind of thing.
   *
   * @param kept how many stay
   * @param removed how many go
   */
  public record Part(String name, int kept, long keptBytes, int removed, long freedBytes) {}

  /** Bytes of all parts that go. */
  public long freedBytes() {
    return parts.stream().mapToLong(Part::freedBytes).sum();
  }

  /** Whether what stays is within the budget. */
  public boolean fits() {
    return maxBytes == null || leftBytes <= maxBytes;
  }
}
