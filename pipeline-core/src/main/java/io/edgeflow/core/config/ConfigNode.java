package io.edgeflow.core.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A configuration value with its place in the file. */
public sealed interface ConfigNode {
  /** Where it stands. */
  Location location();

  /** Keys and values in file order. */
  record Mapping(Location location, Map<String, Entry> entries) implements ConfigNode {
    /** Copies the entries. */
    public Mapping {
      entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** An empty mapping, for a section that is absent. */
    public static Mapping empty(Location location) {
      return new Mapping(location, Map.of());
    }
  }

  /** A key's place and its value. */
  record Entry(Location keyLocation, ConfigNode value) {}

  /** Items in file order. */
  record Sequence(Location location, List<ConfigNode> items) implements ConfigNode {
    /** Copies the items. */
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * A single value.
   *
   * @param value String, Long, Double, Boolean or null
   * @param written the text as written, before {@code ${…}} was replaced: this one is safe to show
   */
  record Scalar(Location location, @Nullable Object value, String written) implements ConfigNode {}
}
