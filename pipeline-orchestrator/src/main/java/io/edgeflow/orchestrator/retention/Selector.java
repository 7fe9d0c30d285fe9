package io.edgeflow.orchestrator.retention;

import io.edgeflow.orchestrator.retention.Inventory.Entry;
import io.edgeflow.orchestrator.retention.Inventory.Journal;
import io.edgeflow.orchestrator.retention.Inventory.Run;
import io.edgeflow.orchestrator.retention.Inventory.Stored;
import io.edgeflow.orchestrator.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Chooses what may go: what is left out here stays. */
final class Selector {
  private final Inventory inventory;
  private final Retention retention;
  private final Instant now;
  private final boolean dropJournals;
  private final DataFiles data;
  private final Set<String> expired;

  /**
   * A choice from an inventory.
   *
   * @param dropJournals whether journals of removed runs go although no server has them
   */
  Selector(Inventory inventory, Retention retention, Instant now, boolean dropJournals) {
    this.inventory = inventory;
    this.retention = retention;
    this.now = now;
    this.dropJournals = dropJournals;
    this.data = new DataFiles(inventory);
    this.expired = data.expired(retention, now);
  }

  /** As many of the newest runs as the budget allows, one at least. */
  Selection choose() {
    int most = Math.min(retention.runs(), Math.max(1, inventory.runs().size()));
    Selection selection = keeping(most);
    long budget = retention.maxBytes().orElse(Long.MAX_VALUE);
    for (int runs = most - 1; runs >= 1 && selection.left() > budget; runs--) {
      selection = keeping(runs);
    }
    return selection;
  }

  private Selection keeping(int number) {
    List<Run> kept = keptRuns(number);
    List<Run> runs = without(inventory.runs(), kept);
    Set<String> needed = new HashSet<>(inventory.pinned());
    kept.forEach(run -> needed.addAll(run.needs()));
    List<Entry> keptCache = keptCache(kept);
    keptCache.forEach(entry -> needed.addAll(entry.needs()));
    Set<String> ids = new HashSet<>(kept.stream().map(Run::id).toList());
    inventory.journals().stream()
        .filter(journal -> ids.contains(journal.runId()))
        .forEach(journal -> needed.addAll(journal.needs()));
    needed.removeAll(expired);
    long withoutHeld = Selection.bytes(inventory, needed);
    List<Journal> keptJournals =
        inventory.journals().stream().filter(journal -> stays(journal, ids)).toList();
    keptJournals.forEach(journal -> needed.addAll(journal.needs()));
    needed.removeAll(expired);
    Map<String, Stored> gone = unneeded(needed);
    long artifactsLeft = Selection.bytes(inventory, needed);
    long left =
        artifactsLeft
            + Selection.bytes(kept.stream().map(Run::bytes))
            + Selection.bytes(keptCache.stream().map(Entry::bytes))
            + Selection.bytes(keptJournals.stream().map(Journal::bytes));
    return new Selection(
        oldestFirst(runs),
        without(inventory.cache(), keptCache),
        without(inventory.journals(), keptJournals),
        List.copyOf(gone.values()),
        data.deletions(gone, expired, retention, now),
        inventory.leftovers(),
        artifactsLeft - withoutHeld,
        left);
  }

  private List<Run> keptRuns(int number) {
    List<Run> all = inventory.runs();
    Instant oldest =
        retention.days().map(days -> now.minus(Duration.ofDays(days))).orElse(Instant.MIN);
    List<Run> kept = new ArrayList<>();
    for (int i = 0; i < Math.min(number, all.size()); i++) {
      if (i == 0 || !all.get(i).record().startedAt().isBefore(oldest)) {
        kept.add(all.get(i));
      }
    }
    all.stream()
        .filter(run -> run.record().status() != RunStatus.SUCCEEDED)
        .findFirst()
        .filter(run -> !kept.contains(run))
        .ifPresent(kept::add);
    return kept;
  }

  private List<Entry> keptCache(List<Run> kept) {
    Map<String, Entry> newest = new HashMap<>();
    inventory
        .cache()
        .forEach(
            e -> newest.merge(e.stage(), e, (a, b) -> a.lastUse().isAfter(b.lastUse()) ? a : b));
    return inventory.cache().stream()
        .filter(e -> !DataFiles.isData(e) || e.needs().stream().noneMatch(expired::contains))
        .filter(e -> newest.containsValue(e) || kept.stream().anyMatch(run -> uses(run, e)))
        .toList();
  }

  /** By the time of its use, or because all its files are files of the run. */
  private boolean uses(Run run, Entry entry) {
    if (!entry.lastUse().isBefore(run.record().startedAt()) && !entry.lastUse().isAfter(end(run))) {
      return true;
    }
    List<String> files = entry.needs().stream().filter(inventory.artifacts()::containsKey).toList();
    return !files.isEmpty() && run.needs().containsAll(files);
  }

  /** A killed run wrote its record before its last output: it may have worked until the next. */
  private Instant end(Run run) {
    int place = inventory.runs().indexOf(run);
    Instant next = place == 0 ? Instant.MAX : inventory.runs().get(place - 1).record().startedAt();
    return next.isAfter(run.lastWrite()) ? next : run.lastWrite();
  }

  private boolean stays(Journal journal, Set<String> keptRuns) {
    return keptRuns.contains(journal.runId()) || !(journal.sent() || dropJournals);
  }

  private Map<String, Stored> unneeded(Set<String> needed) {
    Map<String, Stored> gone = new TreeMap<>(inventory.artifacts());
    gone.keySet().removeAll(needed);
    return gone;
  }

  private static List<Run> oldestFirst(List<Run> newestFirst) {
    List<Run> runs = new ArrayList<>(newestFirst);
    java.util.Collections.reverse(runs);
    return runs;
  }

  private static <T> List<T> without(List<T> all, List<T> kept) {
    return all.stream().filter(one -> !kept.contains(one)).toList();
  }
}
