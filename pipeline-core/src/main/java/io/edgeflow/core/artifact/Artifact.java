package io.edgeflow.core.artifact;

/**
 * A file known by its content.
 *
 * @param name the name people know it by, for example {@code model.int8.tflite}
 * @param sha256 64 lower-case hexadecimal characters
 * @param bytes its size
 */
public record Artifact(String name, String sha256, long bytes) {
  /** Checks the digest's form and the size. */
  public Artifact {
    if (!sha256.matches("[0-9a-f]{64}") || bytes < 0 || name.isBlank()) {
      throw new IllegalArgumentException("Not an artifact: " + name + " " + sha256 + " " + bytes);
    }
  }
}
