package io.edgeflow.deploy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import io.edgeflow.core.testing.GoldenFile;
import io.edgeflow.deploy.agent.AgentDevices.Device;
import io.edgeflow.deploy.agent.config.Fault;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a fleet and the process of its agents hand to each other. */
class AgentHandoverGoldenTest {
  private static final String DEVICES = "agent-devices.v1.json";
  private static final String PORTS = "agent-ports.v1.json";
  private static final AgentPorts OPEN = new AgentPorts(Map.of("device-01", 4001));
  private static final AgentDevices HOSTED =
      new AgentDevices(
          List.of(
              new Device("device-01", null),
              new Device("device-02", Fault.HEALTH),
              new Device("device-03", Fault.ANSWERS)));

  @Test
  void version_1_is_written_to_the_byte() throws IOException {
    GoldenFile.assertWritten(DEVICES, Json.pretty(HOSTED));
    GoldenFile.assertWritten(PORTS, Json.pretty(OPEN));
  }

  @Test
  void version_1_reads_to_its_value() {
    assertThat(Json.read(GoldenFile.path(DEVICES), AgentDevices.class)).isEqualTo(HOSTED);
    assertThat(Json.read(GoldenFile.path(PORTS), AgentPorts.class)).isEqualTo(OPEN);
  }
}
