package io.edgeflow.data.source;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A CSV file (RFC 4180, UTF-8, with a header line; a quoted cell may not hold a line break).
 *
 * @param written the path as written; a relative one is looked up from the working folder, then
 *     from {@code base}
 * @param base the folder of the configuration file
 * @param key the configuration key that names the file, for messages
 */
public record FileSource(String name, Path written, Optional<Path> base, String key)
    implements DataSource {

  /** A file named from Java. */
  public FileSource(String name, Path path) {
    this(name, path, Optional.empty(), "data_sources." + name + ".path");
  }

  static Optional<DataSource> from(Section entry, Optional<Path> base, Problems problems) {
    for (String other : List.of("endpoint", "token", "timeout", "max_mb")) {
      if (entry.isWritten(other)) {
        entry.refuse(problems, other, "has no meaning for a source of type files");
      }
    }
    Optional<String> path = entry.optionalText("path");
    if (path.isEmpty()) {
      entry.refuse(problems, "path", "is required for a source of type files");
    }
    return path.map(
        p -> new FileSource(entry.text("name"), Path.of(p), base, entry.path() + ".path"));
  }

  @Override
  public String origin() {
    return written.toString();
  }

  /**
   * The file.
   *
   * @throws PipelineException if it is in neither place
   */
  Path locate() {
    List<Path> places =
        Stream.concat(Stream.of(written), base.map(folder -> folder.resolve(written)).stream())
            .map(place -> place.toAbsolutePath().normalize())
            .distinct()
            .toList();
    return places.stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                PipelineException.failed("The data file of source \"" + name + "\" is missing")
                    .found("no file at " + places)
                    .where(key)
                    .remedy("put the file there, or correct the path")
                    .build());
  }
}
