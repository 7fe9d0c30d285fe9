package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file or folder of this machine, as a configuration names it.
 *
 * @param source the name of the source, for messages
 * @param written a relative path is looked up from {@code base}, then from the working folder
 * @param base the folder of the configuration file; empty where no file gives the path
 * @param key the configuration key, for messages
 */
record LocalPath(String source, Path written, Optional<Path> base, String key) {
  /** What a key of an entry names; what was not written in the file has no base. */
  static LocalPath of(Section entry, Field<Path> path, Optional<Path> base) {
    return new LocalPath(
        entry.get(DataSource.NAME),
        entry.get(path),
        entry.locationOf(path).line() == 0 ? Optional.empty() : base,
        entry.path() + "." + path);
  }

  /**
   * Looks the file up.
   *
   * @throws PipelineException if it is in neither place
   */
  Path file() {
    return places().stream().filter(Files::isRegularFile).findFirst().orElseThrow(this::noFile);
  }

  List<Path> places() {
    return Stream.concat(base.map(folder -> folder.resolve(written)).stream(), Stream.of(written))
        .map(place -> place.toAbsolutePath().normalize())
        .distinct()
        .toList();
  }

  PipelineException noFile() {
    return places().stream()
        .filter(Files::isDirectory)
        .findFirst()
        .map(
            folder ->
                PipelineException.failed(
                        "The data file of source \"" + source + "\" is a directory")
                    .found(folder)
                    .where(key)
                    .remedy(
                        "name one file in it, or several by a glob such as " + folder + "/*.csv")
                    .build())
        .orElseGet(() -> missing("data file", "file"));
  }

  PipelineException noFolder() {
    return places().stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .map(
            file ->
                PipelineException.failed("The folder of source \"" + source + "\" is a file")
                    .found(file)
                    .where(key)
                    .remedy(
                        "name the folder that holds the files; one in a ZIP is named data.zip!/folder")
                    .build())
        .orElseGet(() -> missing("folder", "folder"));
  }

  private PipelineException missing(String what, String kind) {
    return PipelineException.failed("The " + what + " of source \"" + source + "\" is missing")
        .found("no " + kind + " at " + places())
        .where(key)
        .remedy("put the " + kind + " there, or correct the path")
        .build();
  }
}
