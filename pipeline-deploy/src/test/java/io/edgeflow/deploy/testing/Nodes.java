package io.edgeflow.deploy.testing;

import io.edgeflow.core.config.ConfigNode;
import io.edgeflow.core.config.ConfigNode.Entry;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Scalar;
import io.edgeflow.core.config.ConfigNode.Sequence;
import io.edgeflow.core.config.Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configuration nodes from maps, lists and values, as if line 1 of a file held them. */
public final class Nodes {
  private static final Location PLACE = new Location("workflow.yaml", 1, 1);

  private Nodes() {}

  public static ConfigNode of(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Entry> entries = new LinkedHashMap<>();
      map.forEach((key, item) -> entries.put(key.toString(), new Entry(PLACE, of(item))));
      return new Mapping(PLACE, entries);
    }
    if (value instanceof List<?> list) {
      return new Sequence(PLACE, list.stream().map(Nodes::of).toList());
    }
    Object plain = value instanceof Integer whole ? (Object) whole.longValue() : value;
    return new Scalar(PLACE, plain, value.toString());
  }
}
