package io.edgeflow.data.source;

import java.nio.file.Path;
import java.util.Map;

/**
 * A file that a source gave.
 *
 * @param path what tells it from other files of the source; empty for the only one
 * @param cells columns whose text is the same for all its records
 * @param file in UTF-8 where it is a text
 */
public record Fetched(String path, Map<String, String> cells, Path file) {
  /** Copies the cells. */
  public Fetched {
    cells = Map.copyOf(cells);
  }

  /** The only file of a source. */
  public static Fetched only(Path file) {
    return new Fetched("", Map.of(), file);
  }

  String suffix() {
    return path.isEmpty() ? "" : "/" + path;
  }

  String note() {
    return path.isEmpty() ? "" : " (" + path + ")";
  }
}
