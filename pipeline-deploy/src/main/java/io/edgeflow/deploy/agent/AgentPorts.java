package io.edgeflow.deploy.agent;

import java.util.List;
import java.util.Map;

/**
 * Where the hosted devices answer; printed as one line once all do.
 *
 * @param ports a port for each device id
 */
public record AgentPorts(Map<String, Integer> ports) {
  /** What the line begins with. */
  public static final String READY = "EDGEFLOW-AGENT-READY ";

  /** Copies the map. */
  public AgentPorts {
    ports = Map.copyOf(ports);
  }

  /** The devices' ids, sorted. */
  public List<String> ids() {
    return ports.keySet().stream().sorted().toList();
  }
}
