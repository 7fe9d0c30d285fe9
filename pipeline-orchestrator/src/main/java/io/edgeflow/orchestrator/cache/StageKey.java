package io.edgeflow.orchestrator.cache;

import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.json.Json;
import java.util.List;

/**
 * Everything that a stage's output depends on.
 *
 * @param stage its name
 * @param fingerprint its configuration without gate limits and secrets
 * @param inputs digests of what it takes, in a fixed order
 * @param threads another number may give other weights
 * @param engines versions of the native engines and of Java
 * @param code SHA-256 of our own code
 */
public record StageKey(
    String stage,
    String fingerprint,
    List<String> inputs,
    long seed,
    int threads,
    List<String> engines,
    String code) {
  /** Copies the lists. */
  public StageKey {
    inputs = List.copyOf(inputs);
    engines = List.copyOf(engines);
  }

  /** The key's digest, which names the cache entry. */
  public String sha256() {
    return Sha256.of(Json.text(this));
  }
}
