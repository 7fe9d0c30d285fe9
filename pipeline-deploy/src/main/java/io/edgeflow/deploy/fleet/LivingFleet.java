package io.edgeflow.deploy.fleet;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.agent.AgentDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the devices of a local fleet that is up answer, for other processes of the workspace.
 *
 * @param pid the process that hosts them; what a fleet that was killed left behind names a dead one
 * @param devices what was asked for
 * @param targets their addresses
 */
public record LivingFleet(
    long pid, List<AgentDevices.Device> devices, List<DeploymentTarget> targets) {
  static final PersistedForm<LivingFleet> FORM =
      PersistedForm.strict("living fleet", LivingFleet.class, 1);
  private static final String NAME = "living.json";

  /** Copies the lists. */
  public LivingFleet {
    devices = List.copyOf(devices);
    targets = List.copyOf(targets);
  }

  /**
   * The fleet that is up.
   *
   * @param folder the workspace's folder of the fleet
   * @return empty while there is none, or none that answers yet
   * @throws PipelineException of kind CONFIG if it is up with other devices than configured
   */
  public static Optional<LivingFleet> find(Path folder, LocalFleetConfig config) {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    LivingFleet found = FORM.read(file);
    if (!found.lives()) {
      return Optional.empty();
    }
    List<AgentDevices.Device> wanted = LocalFleet.devices(config);
    if (!found.devices.equals(wanted)) {
      throw PipelineException.config("The fleet that is up has other devices than configured")
          .found(Json.text(found.devices))
          .limit(Json.text(wanted))
          .where("edge_deployment.local_fleet")
          .remedy("stop the process that holds the fleet, or ask for the same devices")
          .build();
    }
    return Optional.of(found);
  }

  /** Whether the process that hosts the devices has not ended. */
  public boolean lives() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  void announce(Path folder) {
    AtomicFile.write(folder.resolve(NAME), FORM.pretty(this));
  }

  static void withdraw(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(NAME));
    } catch (IOException e) {
      throw PipelineException.failed("Cannot delete the fleet's addresses")
          .where(folder.resolve(NAME))
          .cause(e)
          .build();
    }
  }
}
