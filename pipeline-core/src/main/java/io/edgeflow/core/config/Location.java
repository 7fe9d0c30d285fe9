package io.edgeflow.core.config;

/** Where a value stands: file name, line and column from 1. */
public record Location(String file, int line, int column) {
  /** The place of values that no file holds, such as {@code --set}. */
  public static Location of(String origin) {
    return new Location(origin, 0, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
