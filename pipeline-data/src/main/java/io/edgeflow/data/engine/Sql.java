package io.edgeflow.data.engine;

import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/** Writes values into SQL text. */
public final class Sql {
  private Sql() {}

  /** A text literal. */
  public static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** A path as a text literal. */
  public static String text(Path path) {
    return text(path.toString());
  }

  /** A 64-bit floating-point literal; infinities too. */
  public static String number(double value) {
    return "CAST('" + value + "' AS DOUBLE)";
  }

  /** A list of text literals. */
  public static String texts(Collection<String> values) {
    return values.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A list of whole numbers. */
  public static String integers(Collection<Integer> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
