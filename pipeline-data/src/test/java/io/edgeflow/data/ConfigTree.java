package io.edgeflow.data;

import io.edgeflow.core.config.ConfigNode;
import io.edgeflow.core.config.ConfigNode.Entry;
import io.edgeflow.core.config.Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds configuration nodes from plain maps, lists and scalars. */
final class ConfigTree {
  private static final Location PLACE = new Location("test.yaml", 1, 1);

  private ConfigTree() {}

  static ConfigNode of(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Entry> entries = new LinkedHashMap<>();
      map.forEach((key, item) -> entries.put(String.valueOf(key), new Entry(PLACE, of(item))));
      return new ConfigNode.Mapping(PLACE, entries);
    }
    if (value instanceof List<?> list) {
      return new ConfigNode.Sequence(PLACE, list.stream().map(ConfigTree::of).toList());
    }
    Object scalar = value instanceof Integer n ? Long.valueOf(n) : value;
    return new ConfigNode.Scalar(PLACE, scalar, String.valueOf(value));
  }
}
