package io.edgeflow.deploy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.agent.process.JavaCommand;
import io.edgeflow.deploy.agent.state.DeviceFolder;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.trust.KeyFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a service manager runs it. */
class AgentMainTest {
  @TempDir private Path folder;

  @Test
  void one_device_serves_until_it_is_told_to_stop() throws Exception {
    KeyFolder keys = KeyFolder.development(folder.resolve("keys"));
    keys.provision("door", folder.resolve("door"));
    Path ports = folder.resolve("ports.json");

    Process agent =
        start(
            "--state",
            folder.resolve("door").toString(),
            "--id",
            "door",
            "--port-file",
            ports.toString());
    try (BufferedReader output = agent.inputReader()) {
      assertThat(output.readLine()).startsWith(AgentPorts.READY);
      int port = Json.read(ports, AgentPorts.class).ports().get("door");
      DeploymentTarget door = new DeploymentTarget("door", URI.create("https://127.0.0.1:" + port));
      assertThat(new FleetClient(List.of(door), keys).status(door).active()).isNull();
      agent.getOutputStream().close();
      assertThat(agent.isAlive()).isTrue();
    } finally {
      agent.destroy();
    }

    assertThat(agent.waitFor(10, TimeUnit.SECONDS)).isTrue();
    DeviceFolder.take(folder.resolve("door")).close();
  }

  @Test
  void wrong_usage_ends_with_code_2() throws Exception {
    Process agent = start("--state");

    assertThat(agent.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(agent.exitValue()).isEqualTo(2);
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command =
        JavaCommand.of(
            System.getProperty("java.class.path"),
            List.of("-Xmx128m"),
            AgentMain.class.getName(),
            List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
