package io.edgeflow.orchestrator.config;

import io.edgeflow.core.config.ReadKeys;
import io.edgeflow.orchestrator.track.TrackingConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigKeysTest {
  @Test
  void each_key_of_the_section_workflow_is_read() {
    new ReadKeys(RunConfig.FIELDS, RunConfig::from).read(Map.of()).assertAllRead();
  }

  @Test
  void each_key_of_the_section_tracking_is_read() {
    new ReadKeys(TrackingConfig.FIELDS, TrackingConfig::from).read(Map.of()).assertAllRead();
  }
}
