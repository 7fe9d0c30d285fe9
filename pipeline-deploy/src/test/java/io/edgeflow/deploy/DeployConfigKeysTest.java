package io.edgeflow.deploy;

import io.edgeflow.core.config.ReadKeys;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeployConfigKeysTest {
  @Test
  void each_key_of_the_table_is_read() {
    new ReadKeys(DeployConfig.FIELDS, DeployConfig::from)
        .read(Map.of("targets", List.of(Map.of("id", "d", "uri", "https://localhost:8443"))))
        .assertAllRead();
  }
}
