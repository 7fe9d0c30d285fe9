package io.edgeflow.orchestrator.retention;

import io.edgeflow.orchestrator.retention.Inventory.Entry;
import io.edgeflow.orchestrator.retention.Inventory.Journal;
import io.edgeflow.orchestrator.retention.Inventory.Leftover;
import io.edgeflow.orchestrator.retention.Inventory.Run;
import io.edgeflow.orchestrator.retention.Inventory.Stored;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What goes.
 *
 * @param deletions what is to be written down of the artifacts
 * @param held bytes of artifacts that stay for journals of removed runs alone, which no server has
 * @param left bytes of runs, cache, journals and artifacts that stay
 */
record Selection(
    List<Run> runs,
    List<Entry> cache,
    List<Journal> journals,
    List<Stored> artifacts,
    List<Deletion> deletions,
    List<Leftover> leftovers,
    long held,
    long left) {

  /** Sums a part of the inventory. */
  static long bytes(Stream<Long> sizes) {
    return sizes.mapToLong(Long::longValue).sum();
  }

  /** The artifacts that some digests name. */
  static long bytes(Inventory inventory, Collection<String> digests) {
    Set<String> once = Set.copyOf(digests);
    return bytes(
        once.stream().map(inventory.artifacts()::get).filter(s -> s != null).map(Stored::bytes));
  }
}
