package io.edgeflow.orchestrator.cache;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.core.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Outputs of stages under the digest of all that they depend on. An entry that is damaged, or whose
 * files are missing or changed, is a miss: the stage then runs again and mends it.
 */
public final class StageCache {
  /** One that is not understood is a miss. */
  private static final PersistedForm<Entry> FORM =
      PersistedForm.strict("cache entry", Entry.class, 5);

  private static final Logger LOG = LoggerFactory.getLogger(StageCache.class);
  private static final Set<String> ARTIFACT = Set.of("name", "sha256", "bytes");

  private final Workspace workspace;
  private final ArtifactStore artifacts;

  /** The cache of a workspace. */
  public StageCache(Workspace workspace, ArtifactStore artifacts) {
    this.workspace = workspace;
    this.artifacts = artifacts;
  }

  /**
   * What a cache file holds.
   *
   * @param key for people who wonder why a stage ran again
   * @param output the stage's output as plain JSON
   * @param outputSha256 of the output's canonical text
   */
  record Entry(StageKey key, Map<String, Object> output, String outputSha256) {}

  /** The output kept under a key, when it is there and all its files are whole. */
  public <T> Optional<T> find(StageKey key, Class<T> type) {
    Path file = file(key);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Entry entry = FORM.read(file);
      if (!whole(entry, key)) {
        return Optional.empty();
      }
      T output = Json.read(Json.text(entry.output()), type, file);
      markUse(file);
      return Optional.of(output);
    } catch (PipelineException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Why an entry that is there cannot be used; empty when there is none, or it is whole. */
  public Optional<String> damage(StageKey key) {
    Path file = file(key);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String entryDamaged = "the kept output " + workspace.root().relativize(file) + " is damaged";
    try {
      Entry entry = FORM.read(file);
      return isOf(entry, key)
          ? artifactsIn(entry.output()).stream()
              .filter(artifact -> !artifacts.holds(artifact))
              .findFirst()
              .map(this::damaged)
          : Optional.of(entryDamaged);
    } catch (PipelineException | IllegalArgumentException e) {
      return Optional.of(entryDamaged);
    }
  }

  private String damaged(Artifact artifact) {
    Path place = artifacts.location(artifact.sha256());
    return "the artifact %s (%s) is damaged: %s"
        .formatted(
            artifact.name(),
            workspace.root().relativize(place),
            Files.exists(place) ? "its bytes have changed" : "it is missing");
  }

  /** Keeps an output; the files in it must be in the artifact store already. */
  public void put(StageKey key, Object output) {
    Map<String, Object> plain = Json.readMap(Json.text(output), key.stage());
    Entry entry = new Entry(key, plain, Sha256.of(Json.text(plain)));
    AtomicFile.write(file(key), FORM.pretty(entry));
  }

  /** What is in use is what {@code edgeflow gc} leaves. */
  private static void markUse(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      LOG.debug("The time of {} stays as it is", file, e);
    }
  }

  private boolean whole(Entry entry, StageKey key) {
    return isOf(entry, key) && artifactsIn(entry.output()).stream().allMatch(artifacts::holds);
  }

  private static boolean isOf(Entry entry, StageKey key) {
    return entry.key().equals(key)
        && Sha256.of(Json.text(entry.output())).equals(entry.outputSha256());
  }

  /** The artifacts anywhere inside a JSON value. */
  private static List<Artifact> artifactsIn(Object value) {
    List<Artifact> found = new ArrayList<>();
    if (value instanceof Map<?, ?> map) {
      if (map.keySet().equals(ARTIFACT)) {
        found.add(Json.read(Json.text(map), Artifact.class, "cache entry"));
      } else {
        map.values().forEach(nested -> found.addAll(artifactsIn(nested)));
      }
    } else if (value instanceof List<?> list) {
      list.forEach(nested -> found.addAll(artifactsIn(nested)));
    }
    return found;
  }

  private Path file(StageKey key) {
    return workspace.cache().resolve(key.sha256() + ".json");
  }
}
