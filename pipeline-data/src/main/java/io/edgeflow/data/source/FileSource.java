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
 * @param written the path as written; a relative one is looked up from the working folder, then
 *     from {@code base}
 * @param base the folder of the configuration file
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
    return new FileSource(
        entry.get(DataSource.NAME), Path.of(entry.get(PATH)), base, entry.path() + ".path");
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
