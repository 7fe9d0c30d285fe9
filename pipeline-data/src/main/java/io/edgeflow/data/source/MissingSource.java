package io.edgeflow.data.source;

import java.util.Map;

/**
 * A source that is not required, and is missing or empty.
 *
 * @param origin where it should have come from
 * @param reason why, a line
 */
public record MissingSource(String name, String origin, String reason) {
  static MissingSource of(DataSource source, Exception failure) {
    String reason =
        String.valueOf(failure.getMessage())
            .lines()
            .map(String::strip)
            .reduce("", MissingSource::and);
    return new MissingSource(source.name(), source.origin(), reason);
  }

  /** One that landed and holds nothing. */
  public static MissingSource empty(LandedSource source) {
    return new MissingSource(source.name(), source.origin(), "it holds no record");
  }

  private static String and(String before, String line) {
    return before.isEmpty() ? line : before + ", " + line;
  }

  /** A sentence for people. */
  public String note() {
    return "the source \"%s\" is left out: %s".formatted(name, reason);
  }

  /** As fields of an event. */
  Map<String, String> fields() {
    return Map.of("source", name, "origin", origin, "reason", reason);
  }
}
