package io.edgeflow.deploy.agent;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.thread.DaemonThreads;
import io.edgeflow.core.thread.Interrupts;
import io.edgeflow.deploy.agent.config.AgentConfig;
import io.edgeflow.deploy.agent.config.Fault;
import io.edgeflow.deploy.agent.device.DeviceAgent;
import io.edgeflow.deploy.agent.http.AgentServer;
import io.edgeflow.deploy.agent.probe.ChildProbe;
import io.edgeflow.deploy.agent.probe.Prober;
import io.edgeflow.deploy.trust.DeviceIdentity;
import io.edgeflow.http.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One or several devices in this process, each with its own port and folder. */
final class AgentHost implements AutoCloseable {
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(60);
  private static final int OPENING = 4;

  private final Map<String, AgentServer> servers = new ConcurrentSkipListMap<>();
  private final HttpServer server = AgentServer.shared();
  private final Prober prober;

  private AgentHost(Prober prober) {
    this.prober = prober;
  }

  /** Starts every device; all are up when this returns, or none. */
  static AgentHost start(AgentCommandLine commandLine) {
    List<Hosted> hosted = hosted(commandLine);
    AgentHost host = new AgentHost(new ChildProbe(PROBE_TIMEOUT));
    try {
      host.openAll(hosted, commandLine);
      return host;
    } catch (RuntimeException e) {
      host.close();
      throw e;
    }
  }

  AgentPorts ports() {
    Map<String, Integer> ports = new TreeMap<>();
    servers.forEach((id, server) -> ports.put(id, server.port()));
    return new AgentPorts(ports);
  }

  @Override
  public void close() {
    servers.values().forEach(AgentServer::close);
    server.close();
  }

  private record Hosted(String id, Path folder, @Nullable Fault fault) {}

  private static List<Hosted> hosted(AgentCommandLine commandLine) {
    AgentDevices several = commandLine.devices();
    if (several == null) {
      return List.of(new Hosted(String.valueOf(commandLine.id()), commandLine.state(), null));
    }
    List<Hosted> all = new ArrayList<>();
    for (AgentDevices.Device device : several.devices()) {
      all.add(new Hosted(device.id(), commandLine.state().resolve(device.id()), device.fault()));
    }
    return all;
  }

  /** Several at a time; what fails is thrown once none is being opened any more. */
  private void openAll(List<Hosted> hosted, AgentCommandLine commandLine) {
    ExecutorService openers =
        Executors.newFixedThreadPool(OPENING, DaemonThreads.named("agent-start"));
    List<Future<?>> opening = new ArrayList<>();
    hosted.forEach(device -> opening.add(openers.submit(() -> open(device, commandLine))));
    openers.shutdown();
    RuntimeException failure = null;
    for (Future<?> one : opening) {
      RuntimeException failed = failure(one);
      failure = failure == null ? failed : failure;
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable RuntimeException failure(Future<?> opening) {
    try {
      opening.get();
      return null;
    } catch (InterruptedException e) {
      return Interrupts.restored(e, "Interrupted while the devices start");
    } catch (ExecutionException e) {
      return e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException("A device does not start", e.getCause());
    }
  }

  private void open(Hosted device, AgentCommandLine commandLine) {
    DeviceIdentity identity = DeviceIdentity.read(device.folder());
    if (!identity.id().equals(device.id())) {
      throw PipelineException.config("The folder belongs to another device")
          .found(identity.id())
          .limit(device.id())
          .where(device.folder())
          .build();
    }
    InetSocketAddress address = address(commandLine, identity);
    AgentConfig config =
        AgentConfig.of(device.id(), device.fault(), prober)
            .belongingTo(commandLine.product(), commandLine.hardware());
    DeviceAgent agent = DeviceAgent.start(device.folder(), identity, config);
    try {
      servers.put(device.id(), AgentServer.start(agent, identity.serverTls(), address, server));
    } catch (PipelineException e) {
      agent.close();
      throw e;
    }
  }

  private static InetSocketAddress address(AgentCommandLine commandLine, DeviceIdentity identity) {
    try {
      InetAddress host = InetAddress.getByName(commandLine.host());
      if (identity.developmentOnly() && !host.isLoopbackAddress()) {
        throw PipelineException.config("Development keys are good for loopback alone")
            .found(commandLine.host())
            .remedy("provision the device with keys of your own, or leave --host out")
            .build();
      }
      return new InetSocketAddress(host, commandLine.port());
    } catch (UnknownHostException e) {
      throw PipelineException.config("No such host: " + commandLine.host()).cause(e).build();
    }
  }
}
