package io.edgeflow.orchestrator.retention;

import io.edgeflow.data.DataPipeline;
import io.edgeflow.orchestrator.retention.Deletion.State;
import io.edgeflow.orchestrator.retention.Inventory.Entry;
import io.edgeflow.orchestrator.retention.Inventory.Run;
import io.edgeflow.orchestrator.retention.Inventory.Stored;
import io.edgeflow.orchestrator.run.StageRecord.FileRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which artifacts are data, and since when each was not used. */
final class DataFiles {
  private static final String UNNAMED = "data of no run that is left";
  private static final String ORPHAN = "a file of no finished run";

  private final Inventory inventory;
  private final Map<String, Use> uses = new HashMap<>();

  private record Use(String name, List<String> runs, Instant last) {
    Use with(Use other) {
      List<String> all = new ArrayList<>(runs);
      all.addAll(other.runs);
      return new Use(
          name.equals(UNNAMED) ? other.name : name,
          all,
          last.isAfter(other.last) ? last : other.last);
    }
  }

  DataFiles(Inventory inventory) {
    this.inventory = inventory;
    for (Run run : inventory.runs()) {
      run.record().stages().stream()
          .filter(stage -> stage.name().equals(DataPipeline.NAME))
          .flatMap(stage -> stage.artifacts().stream())
          .forEach(file -> used(file, run));
    }
    for (Entry entry : inventory.cache()) {
      if (isData(entry)) {
        entry.needs().stream()
            .filter(inventory.artifacts()::containsKey)
            .forEach(digest -> used(digest, new Use(UNNAMED, List.of(), entry.lastUse())));
      }
    }
  }

  private void used(FileRecord file, Run run) {
    used(file.sha256(), new Use(file.name(), List.of(run.id()), run.record().startedAt()));
  }

  private void used(String digest, Use use) {
    uses.merge(digest, use, Use::with);
  }

  static boolean isData(Entry entry) {
    return entry.stage().equals(DataPipeline.NAME);
  }

  /** Those that were last used longer ago than that, but for what a release or a device names. */
  Set<String> expired(Retention retention, Instant now) {
    Set<String> expired = new HashSet<>();
    retention
        .dataDays()
        .map(days -> now.minus(Duration.ofDays(days)))
        .ifPresent(
            oldest ->
                uses.forEach(
                    (digest, use) -> {
                      if (use.last().isBefore(oldest) && !inventory.pinned().contains(digest)) {
                        expired.add(digest);
                      }
                    }));
    return expired;
  }

  /** What is to be written down of artifacts that go: data, and what may have been data. */
  List<Deletion> deletions(
      Map<String, Stored> gone, Set<String> expired, Retention retention, Instant now) {
    Set<String> named = new HashSet<>();
    inventory.runs().forEach(run -> named.addAll(run.needs()));
    inventory.cache().forEach(entry -> named.addAll(entry.needs()));
    inventory.journals().forEach(journal -> named.addAll(journal.needs()));
    List<Deletion> deletions = new ArrayList<>();
    gone.forEach(
        (digest, file) -> {
          Use use = uses.get(digest);
          if (use != null || !named.contains(digest)) {
            deletions.add(
                new Deletion(
                    now,
                    State.DELETING,
                    use == null ? ORPHAN : use.name(),
                    digest,
                    file.bytes(),
                    use == null ? List.of() : use.runs().stream().sorted().toList(),
                    why(use != null, expired.contains(digest), retention)));
          }
        });
    return deletions;
  }

  private static String why(boolean named, boolean expired, Retention retention) {
    if (expired) {
      return "last used more than data_days " + retention.dataDays().orElse(0) + " ago";
    }
    return named
        ? "no run that is kept needs it (" + retention.words() + ")"
        : "no run, release or device needs it";
  }
}
