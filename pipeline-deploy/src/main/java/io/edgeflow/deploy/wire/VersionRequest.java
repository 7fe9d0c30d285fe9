package io.edgeflow.deploy.wire;

/** A request about one release version, at least 1. */
public record VersionRequest(long version) {
  /** Checks the version. */
  public VersionRequest {
    if (version < 1) {
      throw new IllegalArgumentException("Version " + version);
    }
  }
}
