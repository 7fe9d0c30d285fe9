package io.edgeflow.orchestrator.config;

import io.edgeflow.core.config.ReadKeys;
import io.edgeflow.orchestrator.track.TrackingConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigKeysTest {
  /** The keys of steps are read with the sections that the steps have. */
  @Test
  void each_key_of_the_section_workflow_is_read_but_those_of_steps() {
    new ReadKeys(RunConfig.FIELDS, RunConfig::from)
        .read(Map.of("limits", List.of(Map.of("step", "model_training", "timeout", 5))))
        .assertAllRead("steps.after", "steps.name", "steps.type");
  }

  @Test
  void each_key_of_the_section_tracking_is_read() {
    new ReadKeys(TrackingConfig.FIELDS, TrackingConfig::from).read(Map.of()).assertAllRead();
  }
}
