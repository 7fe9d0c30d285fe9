package io.edgeflow.data.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

class SensorsProviderTest extends HttpProviderContract {
  private static final Map<String, ?> MQTT =
      Map.of("topics", List.of("b"), "messages", 2, "window", 3, "topic_column", "topic");

  @Override
  protected DataSourceProvider provider() {
    return new SensorsProvider();
  }

  @Override
  Map<String, ?> others() {
    Map<String, Object> others = new HashMap<>(super.others());
    others.putAll(MQTT);
    return others;
  }

  @Override
  Map<String, ?> beside(String key) {
    return MQTT.containsKey(key)
        ? Map.of("endpoint", "mqtt://127.0.0.1:1", "topics", List.of("a"), "messages", 1)
        : super.beside(key);
  }
}
