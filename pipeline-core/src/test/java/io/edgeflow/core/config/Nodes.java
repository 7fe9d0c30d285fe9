package io.edgeflow.core.config;

import io.edgeflow.core.config.ConfigNode.Entry;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Scalar;
import io.edgeflow.core.config.ConfigNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configuration nodes as a parser would give them, each value on a line of its own. */
final class Nodes {
  private static final String FILE = "f.yaml";

  private Nodes() {}

  static Scalar scalar(@Nullable Object value) {
    return scalar(value, 1);
  }

  static Scalar scalar(@Nullable Object value, int line) {
    return new Scalar(new Location(FILE, line, 5), value, String.valueOf(value));
  }

  /** Keys and values in turn; a value that is no node becomes a scalar on the key's line. */
  static Mapping mapping(Object... keysAndValues) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      int line = i / 2 + 2;
      Object value = keysAndValues[i + 1];
      entries.put(
          (String) keysAndValues[i],
          new Entry(
              new Location(FILE, line, 1),
              value instanceof ConfigNode node ? node : scalar(value, line)));
    }
    return new Mapping(new Location(FILE, 1, 1), entries);
  }

  static Sequence list(Object... values) {
    List<ConfigNode> items = new ArrayList<>();
    for (Object value : values) {
      items.add(value instanceof ConfigNode node ? node : scalar(value, items.size() + 1));
    }
    return new Sequence(new Location(FILE, 9, 9), items);
  }

  /** The one key {@code key: null}. */
  static Mapping nothing(String key) {
    return mapping(key, scalar(null, 2));
  }
}
