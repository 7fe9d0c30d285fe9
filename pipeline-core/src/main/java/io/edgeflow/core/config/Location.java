package io.edgeflow.core.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a value stands: file name, line and column from 1. */
public record Location(String file, int line, int column) {
  /** The place of values that no file holds, such as {@code --set}. */
  public static Location of(String origin) {
    return new Location(origin, 0, 0);
  }

  /**
   * The path of an input that is written here: a relative one from the folder of the file; where
   * nothing lies there, and for values that no file holds, from the working folder.
   */
  public Path resolve(Path written) {
    Path folder = folder().orElse(null);
    Path beside = folder == null ? written : folder.resolve(written);
    return Files.exists(beside) ? beside : written;
  }

  /** The folder of the file; empty for values that no file holds, and in the working folder. */
  public Optional<Path> folder() {
    return line == 0 ? Optional.empty() : Optional.ofNullable(Path.of(file).getParent());
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
