package io.edgeflow.deploy.wire;

/**
 * A command about one release version.
 *
 * @param version at least 1
 * @param sequence the number of the command, at least 1 and higher than that of every command that
 *     the device has taken; a command that comes again has its number again
 */
public record VersionRequest(long version, long sequence) {
  /** Checks both. */
  public VersionRequest {
    if (version < 1 || sequence < 1) {
      throw new IllegalArgumentException("Version " + version + ", sequence " + sequence);
    }
  }
}
