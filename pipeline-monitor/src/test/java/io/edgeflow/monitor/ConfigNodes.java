package io.edgeflow.monitor;

import io.edgeflow.core.config.ConfigNode;
import io.edgeflow.core.config.ConfigNode.Entry;
import io.edgeflow.core.config.Location;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configuration from JSON, which is YAML too. */
public final class ConfigNodes {
  private static final Location PLACE = new Location("test.yaml", 1, 1);

  private ConfigNodes() {}

  /** Reads the monitoring section. */
  public static MonitorConfig config(String json, Problems problems) {
    ConfigNode node = node(Json.readMap(json, "test"));
    return MonitorConfig.from(MonitorConfig.FIELDS.read(node, "monitoring", problems), problems);
  }

  /** Reads the monitoring section, which must have no problems. */
  public static MonitorConfig config(String json) {
    Problems problems = new Problems();
    MonitorConfig config = config(json, problems);
    problems.throwIfAny();
    return config;
  }

  private static ConfigNode node(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Entry> entries = new LinkedHashMap<>();
      map.forEach((key, item) -> entries.put((String) key, new Entry(PLACE, node(item))));
      return new ConfigNode.Mapping(PLACE, entries);
    }
    if (value instanceof List<?> list) {
      return new ConfigNode.Sequence(PLACE, list.stream().map(ConfigNodes::node).toList());
    }
    Object scalar = value instanceof Integer number ? (Object) number.longValue() : value;
    return new ConfigNode.Scalar(PLACE, scalar, String.valueOf(value));
  }
}
