package io.edgeflow.data.source;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.json.Json;
import java.util.List;
import java.util.Locale;

/**
 * The raw bytes of a source, untouched.
 *
 * @param origin where they came from, fit to be shown
 */
public record LandedSource(String name, Format format, String origin, Artifact raw) {
  /** What the bytes are. */
  public enum Format {
    /** A CSV table with a header line. */
    CSV,
    /** A JSON array of records, or an object with such an array under {@code records}. */
    JSON;

    String extension() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The data version: SHA-256 over every source's name and the SHA-256 of its bytes, in order. */
  public static String version(List<LandedSource> sources) {
    return Sha256.of(
        Json.text(sources.stream().map(s -> List.of(s.name(), s.raw().sha256())).toList()));
  }
}
