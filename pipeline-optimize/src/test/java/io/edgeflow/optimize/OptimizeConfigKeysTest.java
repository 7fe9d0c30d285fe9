package io.edgeflow.optimize;

import io.edgeflow.core.config.ReadKeys;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptimizeConfigKeysTest {
  @Test
  void each_key_of_the_table_is_read() {
    new ReadKeys(OptimizeConfig.FIELDS, OptimizeConfig::from).read(Map.of()).assertAllRead();
  }
}
