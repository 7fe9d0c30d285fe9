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
 * @param delimiter of CSV: the one that was declared, or empty
 */
public record LandedSource(
    String name, Format format, String origin, String delimiter, Artifact raw) {
  /** What the bytes are. */
  public enum Format {
    /** A CSV table with a header line. */
    CSV,
    /** A JSON array of records, or an object with such an array under {@code records}. */
    JSON,
    /** A Parquet table. */
    PARQUET,
    /** Many files as one, see {@link io.edgeflow.data.archive.Archive}. */
    ARCHIVE;

    /** Whether its records have columns that can be told apart before they are read. */
    public boolean hasColumns() {
      return this != ARCHIVE;
    }

    String extension() {
      return this == ARCHIVE ? "zip" : name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The data version: SHA-256 over every source's name, its delimiter if one is declared, and the
   * SHA-256 of its bytes, in order.
   */
  public static String version(List<LandedSource> sources) {
    return Sha256.of(Json.text(sources.stream().map(LandedSource::identity).toList()));
  }

  private List<String> identity() {
    return delimiter.isEmpty()
        ? List.of(name, raw.sha256())
        : List.of(name, delimiter, raw.sha256());
  }
}
