package io.edgeflow.deploy.testing;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.agent.AgentDevices;
import io.edgeflow.deploy.agent.config.AgentConfig;
import io.edgeflow.deploy.agent.config.Fault;
import io.edgeflow.deploy.agent.device.DeviceAgent;
import io.edgeflow.deploy.agent.http.AgentServer;
import io.edgeflow.deploy.agent.probe.ProbeReport;
import io.edgeflow.deploy.bundle.Bundle;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.serving.GoldenCheck;
import io.edgeflow.deploy.serving.LoadedModel;
import io.edgeflow.deploy.trust.DeviceIdentity;
import io.edgeflow.deploy.trust.KeyFolder;
import io.edgeflow.http.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Real HTTPS agents in this process, which try models in this process, too. */
public final class InProcessFleet implements AutoCloseable {
  private final HttpServer server = AgentServer.shared();
  private final Map<String, AgentServer> servers = new TreeMap<>();
  private final Map<String, DeviceAgent> agents = new TreeMap<>();
  private final Path folder;
  private final KeyFolder keys;

  private InProcessFleet(Path folder, KeyFolder keys) {
    this.folder = folder;
    this.keys = keys;
  }

  public static InProcessFleet start(
      Path folder, KeyFolder keys, int devices, Map<String, Fault> faults) {
    InProcessFleet fleet = new InProcessFleet(folder, keys);
    for (int i = 1; i <= devices; i++) {
      String id = AgentDevices.id(i);
      fleet.open(AgentConfig.of(id, faults.get(id), InProcessFleet::probe), s -> s);
    }
    return fleet;
  }

  /** One device with a configuration of the test's own. */
  public static InProcessFleet single(
      Path folder, KeyFolder keys, UnaryOperator<AgentConfig> change) {
    InProcessFleet fleet = new InProcessFleet(folder, keys);
    fleet.open(AgentConfig.of(AgentDevices.id(1), null, InProcessFleet::probe), change);
    return fleet;
  }

  public List<DeploymentTarget> targets() {
    List<DeploymentTarget> targets = new ArrayList<>();
    servers.forEach(
        (id, server) ->
            targets.add(
                new DeploymentTarget(id, URI.create("https://127.0.0.1:" + server.port()))));
    return targets;
  }

  /** Ends one device's server, as if its power was cut. */
  public void cut(String id) {
    servers.remove(id).close();
    agents.remove(id);
  }

  DeviceAgent agent(String id) {
    return agents.get(id);
  }

  @Override
  public void close() {
    servers.values().forEach(AgentServer::close);
    server.close();
  }

  public static ProbeReport probe(Path folder) throws RefusedException {
    String text =
        new String(new Release(folder).signed().bytes(), java.nio.charset.StandardCharsets.UTF_8);
    Bundle bundle = Bundle.open(folder, ReleaseStatement.FORM.read(text, folder));
    try (LoadedModel model = LoadedModel.open(bundle.model(), bundle.inference())) {
      return new ProbeReport(
          model.runtime(), model.loadTimeMs(), GoldenCheck.run(model, bundle.golden()));
    } catch (PipelineException e) {
      throw new RefusedException(Refusal.PROBE_FAILED, e.getMessage(), e);
    }
  }

  private void open(AgentConfig config, UnaryOperator<AgentConfig> change) {
    Path device = folder.resolve(config.id());
    keys.provision(config.id(), device);
    DeviceIdentity identity = DeviceIdentity.read(device);
    DeviceAgent agent = DeviceAgent.start(device, identity, change.apply(config));
    agents.put(config.id(), agent);
    servers.put(
        config.id(),
        AgentServer.start(
            agent,
            identity.serverTls(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            server));
  }
}
