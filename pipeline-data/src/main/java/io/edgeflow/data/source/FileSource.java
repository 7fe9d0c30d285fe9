package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A CSV file (RFC 4180, UTF-8, with a header line; a quoted cell may not hold a line break).
 *
 * @param written the path as written; a relative one is looked up from {@code base}, then from the
 *     working folder
 * @param base the folder of the configuration file; empty where no file gives the path
 * @param key the configuration key that names the file, for messages
 */
public record FileSource(String name, Path written, Optional<Path> base, String key)
    implements DataSource {

  /** Where the file lies. */
  public static final Field<String> PATH =
      Field.text("path", null, "the CSV file").mandatory().input();

  static final FieldTable KEYS = FieldTable.of(PATH);

  /** A file named from Java. */
  public FileSource(String name, Path path) {
    this(name, path, Optional.empty(), "data_sources." + name + ".path");
  }

  static FileSource from(Section entry, Optional<Path> base) {
    return from(entry, PATH, base);
  }

  /** The file that a key of an entry names; what was not written in the file has no base. */
  static FileSource from(Section entry, Field<String> path, Optional<Path> base) {
    return new FileSource(
        entry.get(DataSource.NAME),
        Path.of(entry.get(path)),
        entry.locationOf(path).line() == 0 ? Optional.empty() : base,
        entry.path() + "." + path);
  }

  @Override
  public void requirePresent() {
    locate();
  }

  @Override
  public String origin() {
    return written.toString();
  }

  @Override
  public LandedSource.Format format() {
    return LandedSource.Format.CSV;
  }

  /** The file itself. */
  @Override
  public Path fetch(Path target, RunContext context) {
    return locate();
  }

  /**
   * Looks the file up; sources of other kinds that read a file do it by this too.
   *
   * @throws PipelineException if it is in neither place
   */
  public Path locate() {
    List<Path> places =
        Stream.concat(base.map(folder -> folder.resolve(written)).stream(), Stream.of(written))
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
