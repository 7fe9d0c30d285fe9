package io.edgeflow.orchestrator.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets stand neither among the values that are tracked nor in what is hashed. */
class SecretsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tracking: {uri: 'http://h', token: SECRET}",
        "monitoring: {alerts: {channels: [{type: webhook, url: 'http://h/SECRET'}]}}",
        "monitoring: {alerts: {channels: [{type: slack, webhook: 'http://h/SECRET'}]}}",
        "monitoring: {alerts: {channels: [{type: slakc, webhook: 'http://h/SECRET'}]}}",
        "monitoring: {alerts: {channels: [{url: 'http://h/SECRET'}]}}",
        "data_pipeline: {data_sources: [{name: a, type: cloud, endpoint: 'https://h',"
            + " token: SECRET}]}",
      })
  void a_secret_is_masked_wherever_it_stands(String yaml) throws IOException {
    WorkflowConfig config = read(yaml.replace("SECRET", "hunter2"));
    WorkflowConfig other = read(yaml.replace("SECRET", "changed"));

    assertThat(config.values().toString()).contains("***").doesNotContain("hunter2");
    assertThat(config.sha256()).isEqualTo(other.sha256());
  }

  @Test
  void a_setting_that_holds_a_secret_is_not_written_down() {
    String secret = "monitoring.alerts.channels=[{type: slack, webhook: 'http://h/x'}]";

    assertThat(ConfigLoader.withoutSecrets(List.of("workflow.seed=43", secret)))
        .containsExactly("workflow.seed=43");
  }

  private WorkflowConfig read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("w.yaml"), yaml + "\n");
    return ConfigLoader.read(file, List.of(), Map.of(), new Problems());
  }
}
