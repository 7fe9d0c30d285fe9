package io.edgeflow.deploy.testing;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.DeployConfig;
import io.edgeflow.deploy.DeploymentInput;
import io.edgeflow.deploy.DeploymentResult;
import io.edgeflow.deploy.EdgeDeploymentManager;
import io.edgeflow.deploy.agent.process.JavaCommand;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.trust.KeyFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A manager in a process of its own, which deploys one model and writes its result to a file. */
public final class ManagerMain {
  private ManagerMain() {}

  /**
   * Starts one.
   *
   * @param seed of the model's weights
   * @param result the file of its {@link DeploymentResult}, which must not exist
   */
  public static Process start(
      Path workspace, Path keys, List<DeploymentTarget> targets, long seed, Path result)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(workspace.toString(), keys.toString(), Long.toString(seed), result.toString()));
    targets.forEach(target -> arguments.addAll(List.of(target.id(), target.uri().toString())));
    List<String> command =
        JavaCommand.of(
            System.getProperty("java.class.path"),
            List.of("-Xmx256m"),
            ManagerMain.class.getName(),
            arguments);
    Path log = Path.of(result + ".log");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** Takes workspace, keys, seed, result file, and name and address of each target. */
  public static void main(String[] arguments) throws IOException {
    List<DeploymentTarget> targets = new ArrayList<>();
    for (int i = 4; i < arguments.length; i += 2) {
      targets.add(new DeploymentTarget(arguments[i], URI.create(arguments[i + 1])));
    }
    RunContext context = TestRun.in(Path.of(arguments[0]), Clock.systemUTC());
    DeployConfig config =
        FewRows.config(Map.of("keys", arguments[1]), Map.of("rollout_duration", 0));
    DeploymentInput input =
        new DeploymentInput(
            TinyModels.model(context.artifacts(), Format.TFLITE, Long.parseLong(arguments[2])),
            TinyModels.dataset(context.artifacts()),
            Map.of("accuracy", 0.5),
            null,
            new FleetClient(targets, KeyFolder.open(Path.of(arguments[1]))));
    DeploymentResult result = new EdgeDeploymentManager(config).run(input, context);
    Files.writeString(Path.of(arguments[3]), Json.text(result));
  }
}
