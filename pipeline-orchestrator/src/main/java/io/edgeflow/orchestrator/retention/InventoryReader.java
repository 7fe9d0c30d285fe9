package io.edgeflow.orchestrator.retention;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.retention.Inventory.Entry;
import io.edgeflow.orchestrator.retention.Inventory.Leftover;
import io.edgeflow.orchestrator.retention.Inventory.Run;
import io.edgeflow.orchestrator.retention.Inventory.Stored;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.track.TrackedRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Looks through a workspace. A file that cannot be opened ends it, before anything is deleted. */
final class InventoryReader {
  /** Moved here whole, a run is gone at once however long its files take. */
  static final String TRASH = ".gc";

  private static final Duration SCRATCH_AGE = Duration.ofHours(1);
  private static final Set<String> OWN =
      Set.of("runs", "cache", "track", "artifacts", TRASH, DeletionJournal.FILE);

  private final Workspace workspace;
  private final Clock clock;
  private final Set<String> pinned = new HashSet<>();
  private final Map<Path, String> damaged = new TreeMap<>();
  private final List<Leftover> leftovers = new ArrayList<>();

  InventoryReader(Workspace workspace, Clock clock) {
    this.workspace = workspace;
    this.clock = clock;
  }

  Inventory read() {
    try {
      List<Run> runs = runs();
      List<Entry> cache = cache();
      List<Inventory.Journal> journals = journals();
      Map<String, Stored> artifacts = artifacts();
      pinTheRest();
      for (Path left : list(workspace.root().resolve(TRASH))) {
        leftovers.add(new Leftover(left, bytes(left)));
      }
      return new Inventory(runs, cache, journals, artifacts, pinned, leftovers, damaged);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot look through the workspace; nothing was removed")
          .found(e)
          .where(workspace.root())
          .remedy("make its files readable")
          .cause(e)
          .build();
    }
  }

  private List<Run> runs() throws IOException {
    List<Run> runs = new ArrayList<>();
    for (Path folder : list(workspace.runs())) {
      Path file = folder.resolve("run.json");
      try {
        RunRecord record = RunRecord.FORM.read(file);
        if (!record.runId().equals(folder.getFileName().toString())) {
          throw PipelineException.failed("It names another run: " + record.runId()).build();
        }
        Instant written = Files.getLastModifiedTime(file).toInstant();
        runs.add(new Run(record, folder, written, bytes(folder), digestsBelow(folder)));
      } catch (PipelineException e) {
        keep(file, e, digestsBelow(folder));
      }
    }
    runs.sort(Comparator.comparing((Run run) -> run.record().startedAt()).thenComparing(Run::id));
    java.util.Collections.reverse(runs);
    return runs;
  }

  private List<Entry> cache() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Path file : list(workspace.cache())) {
      if (isHidden(file)) {
        leftovers.add(new Leftover(file, bytes(file)));
        continue;
      }
      Set<String> needs = Digests.in(file);
      try {
        Map<String, Object> read = Json.readMap(Files.readString(file), file);
        Instant used = Files.getLastModifiedTime(file).toInstant();
        entries.add(new Entry(file, stage(read), used, Files.size(file), needs));
      } catch (PipelineException | java.nio.charset.CharacterCodingException e) {
        keep(file, e, needs);
      }
    }
    return entries;
  }

  private static String stage(Map<String, Object> entry) {
    if (entry.get("key") instanceof Map<?, ?> key && key.get("stage") instanceof String stage) {
      return stage;
    }
    throw PipelineException.failed("It has no key with a stage").build();
  }

  private List<Inventory.Journal> journals() throws IOException {
    List<Inventory.Journal> journals = new ArrayList<>();
    for (TrackedRuns.Tracked run : TrackedRuns.of(workspace)) {
      Set<String> needs = Digests.in(run.file());
      run.problem().ifPresent(problem -> damaged.put(run.file(), problem));
      if (run.problem().isPresent()) {
        pinned.addAll(needs);
      } else {
        long size = Files.size(run.file());
        journals.add(new Inventory.Journal(run.runId(), run.file(), run.sent(), size, needs));
      }
    }
    return journals;
  }

  private Map<String, Stored> artifacts() throws IOException {
    Path root = workspace.root().resolve("artifacts");
    for (Path other : list(root)) {
      boolean old = clock.instant().minus(SCRATCH_AGE).isAfter(modified(other));
      if (isHidden(other) && old) {
        leftovers.add(new Leftover(other, bytes(other)));
      }
    }
    Map<String, Stored> artifacts = new HashMap<>();
    for (Path folder : list(root.resolve("sha256"))) {
      for (Path file : list(folder)) {
        String name = file.getFileName().toString();
        if (isHidden(file)) {
          leftovers.add(new Leftover(file, bytes(file)));
        } else if (Digests.isDigest(name) && Files.isRegularFile(file)) {
          artifacts.put(name, new Stored(file, Files.size(file)));
        } else {
          damaged.put(file, "not a file under its own digest");
        }
      }
    }
    return artifacts;
  }

  /** Whatever else lies here may name artifacts: releases, devices, snapshots of the monitor. */
  private void pinTheRest() throws IOException {
    for (Path other : list(workspace.root())) {
      if (!OWN.contains(other.getFileName().toString())) {
        pinned.addAll(digestsBelow(other));
      }
    }
  }

  private void keep(Path file, Exception why, Set<String> needs) {
    damaged.put(file, String.valueOf(why.getMessage()).lines().findFirst().orElse("unreadable"));
    pinned.addAll(needs);
  }

  private static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  private static Instant modified(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static List<Path> filesBelow(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Set<String> digestsBelow(Path root) throws IOException {
    Set<String> found = new HashSet<>();
    for (Path file : filesBelow(root)) {
      String name = file.getFileName().toString();
      if (name.endsWith(".json") || name.endsWith(".jsonl")) {
        found.addAll(Digests.in(file));
      }
    }
    return found;
  }

  private static long bytes(Path root) throws IOException {
    long bytes = 0;
    for (Path file : filesBelow(root)) {
      bytes += Files.size(file);
    }
    return bytes;
  }
}
