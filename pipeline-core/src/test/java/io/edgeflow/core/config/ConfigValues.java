package io.edgeflow.core.config;

import io.edgeflow.core.config.ConfigNode.Entry;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Scalar;
import io.edgeflow.core.config.ConfigNode.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configuration nodes made of maps, lists and plain values. */
public final class ConfigValues {
  private static final Location PLACE = new Location("test.yaml", 1, 1);

  private ConfigValues() {}

  /** A node; an Integer counts as the Long that a file would give. */
  public static ConfigNode node(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Entry> entries = new LinkedHashMap<>();
      map.forEach((key, item) -> entries.put((String) key, new Entry(PLACE, node(item))));
      return new Mapping(PLACE, entries);
    }
    if (value instanceof List<?> list) {
      return new Sequence(PLACE, list.stream().map(ConfigValues::node).toList());
    }
    Object scalar = value instanceof Integer number ? (Object) number.longValue() : value;
    return new Scalar(PLACE, scalar, String.valueOf(value));
  }

  /** A section from values by dotted key, such as {@code training.epochs}. */
  public static Mapping byKey(Map<String, ?> values) {
    Map<String, Object> tree = new LinkedHashMap<>();
    values.forEach((key, value) -> put(tree, key, value));
    return (Mapping) node(tree);
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> tree, String key, Object value) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      tree.put(key, value);
    } else {
      Object nested = tree.computeIfAbsent(key.substring(0, dot), name -> new LinkedHashMap<>());
      put((Map<String, Object>) nested, key.substring(dot + 1), value);
    }
  }
}
