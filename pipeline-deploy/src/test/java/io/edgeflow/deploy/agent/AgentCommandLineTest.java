package io.edgeflow.deploy.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.deploy.agent.config.AgentConfig;
import io.edgeflow.deploy.agent.config.Fault;
import io.edgeflow.deploy.trust.KeyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentCommandLineTest {
  @TempDir private Path folder;

  @Test
  void one_device_on_loopback_is_the_plain_case() {
    AgentCommandLine options = AgentCommandLine.parse("--state", "dir", "--id", "door");

    assertThat(options)
        .isEqualTo(
            new AgentCommandLine(
                Path.of("dir"),
                "door",
                null,
                "127.0.0.1",
                0,
                null,
                AgentConfig.thisMachine(),
                null,
                false));
  }

  @Test
  void a_value_may_follow_an_equals_sign() {
    assertThat(AgentCommandLine.parse("--state=a=b", "--id", "door", "--exit-with-input"))
        .isEqualTo(
            new AgentCommandLine(
                Path.of("a=b"),
                "door",
                null,
                "127.0.0.1",
                0,
                null,
                AgentConfig.thisMachine(),
                null,
                true));
    assertThatThrownBy(() -> AgentCommandLine.parse("--state=d", "--id=x", "--exit-with-input=no"))
        .hasMessageContaining("Usage: edgeflow agent");
  }

  @Test
  void several_devices_come_by_number_or_from_a_file() throws IOException {
    AgentDevices listed = new AgentDevices(List.of(new AgentDevices.Device("x", Fault.HEALTH)));
    Path file = Files.writeString(folder.resolve("devices.json"), Json.pretty(listed));

    assertThat(AgentCommandLine.parse("--state", "d", "--devices", "3").devices())
        .isEqualTo(AgentDevices.numbered(3));
    assertThat(AgentCommandLine.parse("--state", "d", "--devices", file.toString()).devices())
        .isEqualTo(listed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--state d",
        "--id x",
        "--state d --id x --devices 2",
        "--state d --id",
        "--state d --id x --prot 1",
        "--state d --id x --port 70000",
        "--state d --id x --port http",
        "--state d --devices 2 --port 8443",
      })
  void wrong_usage_is_answered_with_the_usage(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");

    assertThatThrownBy(() -> AgentCommandLine.parse(arguments))
        .isInstanceOfSatisfying(
            PipelineException.class,
            e -> assertThat(e.kind()).isEqualTo(PipelineException.Kind.CONFIG))
        .hasMessageContaining("Usage: edgeflow agent");
  }

  @Test
  void development_keys_do_not_leave_the_machine() {
    KeyFolder.development(folder.resolve("keys")).provision("door", folder.resolve("door"));
    AgentCommandLine options =
        AgentCommandLine.parse(
            "--state", folder.resolve("door").toString(), "--id", "door", "--host", "0.0.0.0");

    assertThatThrownBy(() -> AgentHost.start(options))
        .hasMessageContaining("Development keys are good for loopback alone");
  }

  @Test
  void a_folder_of_another_device_is_refused() {
    KeyFolder.development(folder.resolve("keys")).provision("door", folder.resolve("door"));
    AgentCommandLine options =
        AgentCommandLine.parse("--state", folder.resolve("door").toString(), "--id", "window");

    assertThatThrownBy(() -> AgentHost.start(options))
        .hasMessageContaining("belongs to another device");
  }
}
