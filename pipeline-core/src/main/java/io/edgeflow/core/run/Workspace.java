package io.edgeflow.core.run;

import io.edgeflow.core.artifact.ArtifactStore;
import java.nio.file.Path;

/** The folders below {@code .edgeflow/}; created when first written to. */
public record Workspace(Path root) {
  /** Makes the root absolute. */
  public Workspace {
    root = root.toAbsolutePath().normalize();
  }

  /** Content-addressed files. */
  public ArtifactStore artifacts() {
    return new ArtifactStore(root.resolve("artifacts"));
  }

  /** A run's own folder. */
  public Path run(String runId) {
    return root.resolve("runs").resolve(runId);
  }

  /** The folder of all runs. */
  public Path runs() {
    return root.resolve("runs");
  }

  /** Signed bundles and their evidence. */
  public Path releases() {
    return root.resolve("releases");
  }

  /** State of the local device agents. */
  public Path fleet() {
    return root.resolve("fleet");
  }

  /** Keys and certificates, readable by the owner only. */
  public Path keys() {
    return root.resolve("keys");
  }

  /** The embedded tracking journal. */
  public Path track() {
    return root.resolve("track");
  }

  /** What is remembered of data sources between runs, such as the ETag of an answer. */
  public Path sources() {
    return root.resolve("sources");
  }

  /** Outputs of cached stages by key. */
  public Path cache() {
    return root.resolve("cache");
  }
}
