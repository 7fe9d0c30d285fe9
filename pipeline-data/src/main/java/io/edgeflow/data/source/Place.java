package io.edgeflow.data.source;

import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.ProviderNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a path leads, open to be read: to a file, to a folder, to the files that a glob fits, or to
 * one of these in a ZIP archive, as in {@code data.zip!/part/*.csv}. Nothing is unpacked under the
 * names that an archive gives; an archive with names such as {@code ../a} is refused.
 */
final class Place implements AutoCloseable {
  /** How many files one source may have. */
  static final int MOST_FILES = 10_000;

  private static final Pattern IN_ZIP = Pattern.compile("(.+\\.(?i:zip|npz))!(?:/(.*))?");
  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");
  private static final String HIDDEN = "/.";

  private final LocalPath at;
  private final List<Path> candidates;
  private final @Nullable FileSystem zip;

  private Place(LocalPath at, List<Path> candidates, @Nullable FileSystem zip) {
    this.at = at;
    this.candidates = candidates;
    this.zip = zip;
  }

  /**
   * Opens it.
   *
   * @throws PipelineException if it is said to lie in an archive which is missing or none
   */
  static Place open(LocalPath at) {
    Matcher inZip = IN_ZIP.matcher(at.written().toString());
    if (!inZip.matches()) {
      return new Place(at, at.places(), null);
    }
    Path file = new LocalPath(at.source(), Path.of(inZip.group(1)), at.base(), at.key()).file();
    try {
      FileSystem zip = FileSystems.newFileSystem(file);
      String inner = inZip.group(2) == null ? "" : inZip.group(2);
      return new Place(at, List.of(zip.getPath("/" + inner).normalize()), zip);
    } catch (IOException | ProviderNotFoundException e) {
      throw PipelineException.failed(
              "The archive of source \"" + at.source() + "\" is no ZIP that can be read")
          .found(e)
          .where(file)
          .remedy("copy or write it anew; names in it must not hold ..")
          .cause(e)
          .build();
    }
  }

  /** The one file. */
  Path file() {
    return candidates.stream().filter(Files::isRegularFile).findFirst().orElseThrow(at::noFile);
  }

  /** The folder. */
  Path folder() {
    return candidates.stream().filter(Files::isDirectory).findFirst().orElseThrow(at::noFolder);
  }

  /**
   * The files of a table.
   *
   * @param single whether a file is named, and no glob
   * @param byPath by their paths below the folder where the glob begins
   */
  record Tables(boolean single, SortedMap<String, Path> byPath) {}

  /** Finds them; there is at least one. */
  Tables tables() {
    for (Path each : candidates) {
      if (Files.isRegularFile(each)) {
        return new Tables(true, new TreeMap<>(Map.of(String.valueOf(each.getFileName()), each)));
      }
    }
    if (!GLOB.matcher(at.written().toString()).find()) {
      throw at.noFile();
    }
    for (Path each : candidates) {
      int fixed = fixed(each);
      Path folder = folder(each, fixed);
      if (Files.isDirectory(folder)) {
        SortedMap<String, Path> found =
            below(folder, List.of(each.subpath(fixed, each.getNameCount()).toString()));
        if (!found.isEmpty()) {
          return new Tables(false, requireFew(found));
        }
      }
    }
    throw failed("has a glob that no file fits")
        .found("no file " + candidates)
        .where(at.key())
        .remedy("correct it; ** crosses folders, * does not, and hidden files are left out")
        .build();
  }

  private SortedMap<String, Path> requireFew(SortedMap<String, Path> found) {
    if (found.size() > MOST_FILES) {
      throw failed("has too many files")
          .found(found.size())
          .limit(MOST_FILES)
          .where(at.key())
          .remedy("narrow its glob, or join files")
          .build();
    }
    return found;
  }

  /** How many names come before the first with a glob. */
  private static int fixed(Path path) {
    int count = 0;
    while (count < path.getNameCount() && !GLOB.matcher(path.getName(count).toString()).find()) {
      count++;
    }
    return count;
  }

  private static Path folder(Path path, int names) {
    Path root = path.getRoot();
    return names == 0 ? root : root.resolve(path.subpath(0, names));
  }

  /**
   * The files below a folder that a glob fits, hidden ones left out, by their paths with slashes.
   *
   * @throws PipelineException if the folder cannot be read
   */
  SortedMap<String, Path> below(Path folder, List<String> include) {
    List<PathMatcher> globs = include.stream().map(Place::matcher).toList();
    try (Stream<Path> all =
        Files.find(
            folder,
            Integer.MAX_VALUE,
            (path, known) -> !known.isDirectory(),
            FileVisitOption.FOLLOW_LINKS)) {
      SortedMap<String, Path> found = new TreeMap<>();
      all.forEach(
          file -> {
            Path path = folder.relativize(file);
            String name = path.toString().replace(path.getFileSystem().getSeparator(), "/");
            if (!("/" + name).contains(HIDDEN) && globs.stream().anyMatch(g -> g.matches(path))) {
              found.put(name, file);
            }
          });
      return found;
    } catch (IOException | UncheckedIOException e) {
      throw failed("cannot be read").found(e).where(at.written()).cause(e).build();
    }
  }

  /**
   * A glob.
   *
   * @throws java.util.regex.PatternSyntaxException if it is none
   */
  static PathMatcher matcher(String glob) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }

  private PipelineException.Builder failed(String what) {
    return PipelineException.failed("The source \"" + at.source() + "\" " + what);
  }

  @Override
  public void close() {
    if (zip != null) {
      try {
        zip.close();
      } catch (IOException e) {
        throw failed("cannot be closed").cause(e).build();
      }
    }
  }
}
