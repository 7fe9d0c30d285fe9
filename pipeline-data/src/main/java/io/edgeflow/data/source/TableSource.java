package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.archive.BoundedInput;
import io.edgeflow.data.archive.Compression;
import io.edgeflow.data.archive.PathPattern;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A table of one file or several, which a glob names. */
interface TableSource extends LocalSource {
  /** What the path of each file says; empty when nothing. */
  String pattern();

  /** How large all files together may be, uncompressed. */
  long maxBytes();

  /** A pattern that an entry holds. */
  static Field<String> patternKey() {
    return Field.text(
            "pattern",
            null,
            "a regular expression for the path of each file below the glob's folder; its named groups"
                + " are columns")
        .input();
  }

  /** Whether the pattern of an entry is one. */
  static boolean isPatternRight(Section entry, Field<String> key, Problems problems) {
    return LocalSource.isRight(
        entry, key, problems, () -> entry.find(key).ifPresent(PathPattern::new));
  }

  /**
   * Gives one file in UTF-8: itself, or {@code target}.
   *
   * @param most how many bytes it may have
   */
  Path land(Path file, Path target, long most, RunContext context) throws IOException;

  @Override
  default void requirePresent() {
    try (Place place = Place.open(at())) {
      place.tables();
    }
  }

  @Override
  default Path fetch(Path target, RunContext context) {
    List<Fetched> all = fetchAll(target, context);
    if (all.size() > 1) {
      throw new IllegalStateException(name() + " has " + all.size() + " files");
    }
    return all.get(0).file();
  }

  @Override
  default List<Fetched> fetchAll(Path target, RunContext context) {
    try (Place place = Place.open(at())) {
      Place.Tables tables = place.tables();
      List<Fetched> landed = new ArrayList<>();
      long left = maxBytes();
      for (Map.Entry<String, Path> each : tables.byPath().entrySet()) {
        context.check();
        Path file = one(each.getValue(), numbered(target, landed.size()), left, context);
        left -= size(file);
        String path = tables.single() ? "" : each.getKey();
        landed.add(new Fetched(path, cells(each.getKey()), file));
      }
      return landed;
    }
  }

  private static Path numbered(Path target, int number) {
    return number == 0 ? target : target.resolveSibling(target.getFileName() + "-" + number);
  }

  private Path one(Path file, Path target, long most, RunContext context) {
    try {
      return land(file, target, most, context);
    } catch (IOException e) {
      throw Compression.isDamage(e)
          ? failed("is compressed, and cut off or damaged", file)
              .found(e)
              .remedy("copy or write it anew")
              .cause(e)
              .build()
          : failed("cannot be read and kept", file)
              .found(e)
              .remedy("check that it may be read, and that the disk of the workspace has room")
              .cause(e)
              .build();
    }
  }

  private long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw failed("cannot be read", file).cause(e).build();
    }
  }

  private Map<String, String> cells(String path) {
    if (pattern().isEmpty()) {
      return Map.of();
    }
    PathPattern parts = new PathPattern(pattern());
    List<String> texts =
        parts
            .cells(path)
            .orElseThrow(
                () ->
                    failed("has a file whose path does not fit the pattern")
                        .found(path)
                        .limit(pattern())
                        .remedy("correct its pattern or its path")
                        .build());
    Map<String, String> cells = new TreeMap<>();
    for (int i = 0; i < texts.size(); i++) {
      cells.put(parts.names().get(i), texts.get(i));
    }
    return cells;
  }

  /** A file that may land as it is when it is not in an archive, and a copy of it when it is. */
  default Path plain(Path file, Path target, long most, RunContext context) throws IOException {
    if (Files.size(file) > most) {
      throw tooLarge(maxBytes());
    }
    if (file.getFileSystem().equals(FileSystems.getDefault())) {
      return file;
    }
    try (InputStream in = bounded(Files.newInputStream(file), most, context)) {
      Files.copy(in, target);
    }
    return target;
  }

  /** Bytes that are bounded by {@code most}. */
  default InputStream bounded(InputStream in, long most, RunContext context) {
    return new BoundedInput(in, most, () -> tooLarge(maxBytes()), context::check);
  }

  /** The beginning of an error about a file. */
  default PipelineException.Builder failed(String what, Path file) {
    return PipelineException.failed("The source \"" + name() + "\" " + what).where(file);
  }
}
