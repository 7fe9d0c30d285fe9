package io.edgeflow.deploy.fleet;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.agent.AgentDevices;
import io.edgeflow.deploy.agent.AgentPorts;
import io.edgeflow.deploy.trust.KeyFolder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Device agents on this machine, in one child process, each with its own folder and port. They
 * remember their models: a fleet that is started again serves what it served before.
 */
public final class LocalFleet implements AutoCloseable {
  private final AgentProcess process;
  private final Path folder;
  private final List<AgentDevices.Device> devices;
  private @Nullable List<DeploymentTarget> targets;

  private LocalFleet(AgentProcess process, Path folder, List<AgentDevices.Device> devices) {
    this.process = process;
    this.folder = folder;
    this.devices = devices;
  }

  /**
   * Provisions the devices that are new and starts all, without waiting: whoever asks for the
   * targets waits.
   *
   * @param folder holds one folder a device, for example {@code .edgeflow/fleet}
   * @param product that the devices belong to; empty when they take releases of any
   * @throws PipelineException if they cannot be provisioned or their process cannot be started
   */
  public static LocalFleet launch(
      Path folder, LocalFleetConfig config, Optional<String> product, KeyFolder keys) {
    LivingFleet.withdraw(folder);
    List<AgentDevices.Device> devices = devices(config);
    devices.forEach(device -> keys.provision(device.id(), folder.resolve(device.id())));
    Path list = folder.resolve("devices.json");
    AtomicFile.write(list, Json.pretty(new AgentDevices(devices)));
    return new LocalFleet(AgentProcess.start(folder, list, product), folder, devices);
  }

  /**
   * The devices with their addresses, in order of their ids; waits until each answers.
   *
   * @throws PipelineException if they do not start
   */
  public synchronized List<DeploymentTarget> targets() {
    List<DeploymentTarget> known = targets;
    if (known == null) {
      known = targets(ports());
      new LivingFleet(process.pid(), devices, known).announce(folder);
      targets = known;
    }
    return known;
  }

  /** Whether the child process has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The child process, for diagnosis. */
  public long pid() {
    return process.pid();
  }

  /** Stops the devices; their folders stay. */
  @Override
  public void close() {
    LivingFleet.withdraw(folder);
    process.close();
  }

  /** The devices that a configuration asks for. */
  static List<AgentDevices.Device> devices(LocalFleetConfig config) {
    return IntStream.rangeClosed(1, config.devices())
        .mapToObj(AgentDevices::id)
        .map(id -> new AgentDevices.Device(id, config.faults().get(id)))
        .toList();
  }

  private AgentPorts ports() {
    try {
      return process.ports();
    } catch (InterruptedException e) {
      throw PipelineException.interrupted("Interrupted while the local devices start")
          .cause(e)
          .build();
    }
  }

  private static List<DeploymentTarget> targets(AgentPorts ports) {
    return ports.ports().entrySet().stream()
        .map(
            entry ->
                new DeploymentTarget(
                    entry.getKey(), URI.create("https://127.0.0.1:" + entry.getValue())))
        .sorted(Comparator.comparing(DeploymentTarget::id))
        .toList();
  }
}
