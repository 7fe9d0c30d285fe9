package io.edgeflow.data.preprocessing;

import java.util.Locale;

/** What is cut into splits at times of its own. */
public enum TimeWithin {
  /** All rows together. */
  ALL,
  /** The rows of each source. */
  SOURCE;

  /** The word in the configuration. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
