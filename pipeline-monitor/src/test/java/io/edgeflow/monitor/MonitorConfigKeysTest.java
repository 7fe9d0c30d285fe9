package io.edgeflow.monitor;

import io.edgeflow.core.config.ReadKeys;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MonitorConfigKeysTest {
  @Test
  void each_key_of_the_table_is_read() {
    new ReadKeys(MonitorConfig.FIELDS, MonitorConfig::from)
        .read(
            Map.of(
                "alerts.channels",
                List.of(
                    Map.of("type", "webhook", "url", "https://x.org/a"),
                    Map.of("type", "slack", "webhook", "https://x.org/b"))))
        .assertAllRead();
  }
}
