package io.edgeflow.orchestrator.retention;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.cache.StageCache;
import io.edgeflow.orchestrator.cache.StageKey;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.run.StageRecord.FileRecord;
import io.edgeflow.orchestrator.run.StageStatus;
import io.edgeflow.orchestrator.track.JournalTracker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A workspace with runs made of one stage and one file each, an hour apart. */
final class SampleWorkspace {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant NOW = START.plus(Duration.ofDays(10));

  final Workspace folders;
  final StageCache cache;

  SampleWorkspace(Path root) {
    folders = new Workspace(root);
    cache = new StageCache(folders, folders.artifacts());
  }

  static Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  /** A run of the given hour, its file in the record, its output in the cache. */
  Artifact run(int hour, RunStatus status) throws IOException {
    return run("train", hour, status);
  }

  /** A run whose one stage has this name. */
  Artifact run(String name, int hour, RunStatus status) throws IOException {
    Instant begin = START.plus(Duration.ofHours(hour));
    Artifact file = artifact(name + " of hour " + hour);
    StageRecord stage =
        new StageRecord(
            name, StageStatus.SUCCEEDED, 1, null, Map.of(), Map.of(), List.of(at(file)));
    RunRecord record = new RunRecord(id(hour), status, "0", 1, begin, 60, null, List.of(stage));
    Path run = folders.run(id(hour)).resolve("run.json");
    AtomicFile.write(run, RunRecord.FORM.pretty(record));
    touch(run, begin.plusSeconds(60));
    cache.put(key(name, hour), Map.of("model", file));
    touch(entry(name, hour), begin.plusSeconds(50));
    return file;
  }

  /** What a run's tracker wrote down: one file. */
  Artifact journal(int hour) throws IOException {
    Path log = Files.createTempFile("tracked", ".txt");
    Files.writeString(log, "tracked in hour " + hour);
    try (JournalTracker tracker = JournalTracker.open(folders, id(hour), clock())) {
      tracker.artifact("log.txt", log);
      tracker.finish("succeeded");
    }
    return new Artifact("log.txt", Sha256.of(log), Files.size(log));
  }

  Artifact artifact(String content) {
    return folders.artifacts().put("model", content.getBytes(StandardCharsets.UTF_8));
  }

  boolean holds(Artifact file) {
    return folders.artifacts().holds(file);
  }

  boolean cached(int hour) {
    return cache.find(key(hour), Map.class).isPresent();
  }

  List<String> runs() throws IOException {
    try (var runs = Files.list(folders.runs())) {
      return runs.map(run -> run.getFileName().toString()).sorted().toList();
    }
  }

  /** A record somewhere that names a file. */
  void name(Artifact file, String path) {
    AtomicFile.write(folders.root().resolve(path), Json.pretty(Map.of("bundle", file.sha256())));
  }

  GcReport gc(Retention retention) {
    return new GarbageCollection(folders, clock()).collect(retention, false, false);
  }

  static Retention keep(int runs) {
    return Retention.defaults().withRuns(runs);
  }

  static String id(int hour) {
    return "20260101-%02d0000-abcd".formatted(hour);
  }

  Path entry(int hour) {
    return entry("train", hour);
  }

  Path entry(String stage, int hour) {
    return folders.cache().resolve(key(stage, hour).sha256() + ".json");
  }

  static StageKey key(int hour) {
    return key("train", hour);
  }

  static StageKey key(String stage, int hour) {
    return new StageKey(stage, "hour " + hour, List.of(), 1, 1, List.of(), "");
  }

  static void touch(Path file, Instant at) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(at));
  }

  private FileRecord at(Artifact file) {
    String path = "artifacts/sha256/" + file.sha256().substring(0, 2) + "/" + file.sha256();
    return new FileRecord(file.name(), path, file.sha256(), file.bytes());
  }
}
