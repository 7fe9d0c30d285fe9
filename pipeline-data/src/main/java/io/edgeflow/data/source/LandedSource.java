package io.edgeflow.data.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The raw bytes of a source, untouched.
 *
 * @param name of the source; of one of several files, with a slash and its path
 * @param origin where they came from, fit to be shown
 * @param delimiter of CSV: the one that was declared, or empty
 * @param cells columns whose text is the same for all its records
 */
public record LandedSource(
    String name,
    Format format,
    String origin,
    String delimiter,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable Map<String, String> cells,
    Artifact raw) {
  /** Copies the cells, in the order of their names. */
  public LandedSource {
    cells = cells == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(cells));
  }

  @Override
  public Map<String, String> cells() {
    return cells == null ? Map.of() : cells;
  }

  /** The only file of a source. */
  public LandedSource(String name, Format format, String origin, String delimiter, Artifact raw) {
    this(name, format, origin, delimiter, Map.of(), raw);
  }

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

  /** The name of the source, without the path of a file. */
  public String source() {
    int slash = name.indexOf('/');
    return slash < 0 ? name : name.substring(0, slash);
  }

  /**
   * The data version: SHA-256 over every source's name, its delimiter if one is declared, its
   * cells, and the SHA-256 of its bytes, in order.
   */
  public static String version(List<LandedSource> sources) {
    return Sha256.of(Json.text(sources.stream().map(LandedSource::identity).toList()));
  }

  private List<String> identity() {
    List<String> identity = new ArrayList<>(List.of(name));
    if (!delimiter.isEmpty()) {
      identity.add(delimiter);
    }
    cells().forEach((column, text) -> identity.addAll(List.of(column, text)));
    identity.add(raw.sha256());
    return identity;
  }
}
