package io.edgeflow.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.run.EventLog;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.agent.AgentMain;
import io.edgeflow.deploy.agent.AgentPorts;
import io.edgeflow.deploy.agent.process.JavaCommand;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.testing.FewRows;
import io.edgeflow.deploy.testing.InProcessFleet;
import io.edgeflow.deploy.testing.TestRun;
import io.edgeflow.deploy.testing.TinyModels;
import io.edgeflow.deploy.trust.KeyFolder;
import io.edgeflow.deploy.wire.DeviceStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An agent whose process stands still in the middle of a rollout, and then goes on. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(180)
class StoppedAgentTest {
  private static final String STOPPED = "device-03";
  private static final Duration QUICK = Duration.ofSeconds(2);
  private static final Duration SLOW = Duration.ofSeconds(5);

  @TempDir private Path folder;

  @Test
  void what_a_stopped_agent_was_told_does_not_happen_when_it_goes_on() throws Exception {
    RunContext context = TestRun.in(folder.resolve("workspace"), Clock.systemUTC());
    KeyFolder keys = KeyFolder.development(context.workspace().keys());
    keys.provision(STOPPED, folder.resolve(STOPPED));
    Process agent = agent();
    try (InProcessFleet others = InProcessFleet.start(folder.resolve("fleet"), keys, 2, Map.of());
        BufferedReader output = agent.inputReader()) {
      DeploymentTarget stopped = target(output.readLine());
      List<DeploymentTarget> targets = new ArrayList<>(others.targets());
      targets.add(stopped);
      FleetClient client = new FleetClient(targets, keys, QUICK, SLOW);
      deploy(client, 1, context, EventLog.none());
      EventLog stopping =
          (type, fields) -> {
            if (type.equals("rollout.wave.started") && "fleet".equals(fields.get("wave"))) {
              signal("STOP", agent);
            }
          };

      DeploymentResult result = deploy(client, 2, context, stopping);

      assertThat(result.targets())
          .filteredOn(target -> target.error().isPresent())
          .singleElement()
          .satisfies(target -> assertThat(target.id()).isEqualTo(STOPPED));
      signal("CONT", agent);
      DeviceStatus now = status(client, stopped);
      assertThat(now.activeVersion()).isEqualTo(1);
      assertThat(now.judged()).isTrue();
      assertThat(client.health(stopped).healthy()).isTrue();
      assertThat(folder.resolve(STOPPED).resolve("staging")).doesNotExist();
    } finally {
      agent.destroyForcibly().waitFor();
    }
  }

  /** Once every request that waited has had its turn. */
  private static DeviceStatus status(FleetClient client, DeploymentTarget target) {
    while (true) {
      try {
        DeviceStatus first = client.status(target);
        if (first.stagedVersion() == 0 || first.errorCode().isPresent()) {
          return first;
        }
      } catch (PipelineException stillStopped) {
        Thread.onSpinWait();
      }
    }
  }

  private static void signal(String name, Process process) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private DeploymentTarget target(String line) {
    assertThat(line).startsWith(AgentPorts.READY);
    int port = Json.read(folder.resolve("ports.json"), AgentPorts.class).ports().get(STOPPED);
    return new DeploymentTarget(STOPPED, URI.create("https://127.0.0.1:" + port));
  }

  private Process agent() throws IOException {
    List<String> command =
        JavaCommand.of(
            System.getProperty("java.class.path"),
            List.of("-Xmx128m"),
            AgentMain.class.getName(),
            List.of(
                "--state",
                folder.resolve(STOPPED).toString(),
                "--id",
                STOPPED,
                "--port-file",
                folder.resolve("ports.json").toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static DeploymentResult deploy(
      FleetClient client, long seed, RunContext run, EventLog events) {
    RunContext context = TestRun.in(run.workspace().root(), run.clock(), events);
    DeploymentInput input =
        new DeploymentInput(
            TinyModels.model(context.artifacts(), Format.TFLITE, seed),
            TinyModels.dataset(context.artifacts()),
            Map.of("accuracy", 0.5),
            null,
            client);
    return new EdgeDeploymentManager(FewRows.config(Map.of()), pause -> {}).run(input, context);
  }
}
