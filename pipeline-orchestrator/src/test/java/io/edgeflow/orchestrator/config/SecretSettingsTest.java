package io.edgeflow.orchestrator.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.Location;
import io.edgeflow.core.config.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The secrets of parts that a user chooses, which the table of their section does not have. */
class SecretSettingsTest {
  private static final String CHANNELS =
      "monitoring.alerts.channels=[{type: webhook, url: 'http://127.0.0.1:80/T0KEN'}]";
  private static final String UNCHOSEN =
      "monitoring.alerts.channels=[{url: 'http://127.0.0.1:80/T0KEN'}]";

  @Test
  void a_setting_with_the_address_of_a_channel_is_not_written_down() {
    assertThat(ConfigLoader.withoutSecrets(List.of("workflow.seed=1", CHANNELS, UNCHOSEN)))
        .containsExactly("workflow.seed=1");
  }

  @Test
  void the_address_of_a_channel_is_masked_where_a_configuration_is_shown() {
    Mapping root =
        new Overrides(new Problems())
            .apply(Mapping.empty(Location.of("--set")), List.of(CHANNELS, "workflow.name=small"));

    assertThat(CanonicalConfig.flat(root, WorkflowConfig.FIELDS).toString())
        .contains("webhook")
        .contains("small")
        .doesNotContain("T0KEN");
  }
}
