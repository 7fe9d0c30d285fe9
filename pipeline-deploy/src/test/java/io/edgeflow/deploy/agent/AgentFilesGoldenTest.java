package io.edgeflow.deploy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import io.edgeflow.deploy.agent.AgentDevices.Device;
import io.edgeflow.deploy.serving.GoldenCheck;
import io.edgeflow.deploy.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the device agent keeps and hands on, as the first version wrote it. */
class AgentFilesGoldenTest {
  private static final String STATE = "agent-state.v1.json";
  private static final String FRESH = "agent-state-fresh.v1.json";
  private static final String DEVICES = "agent-devices.v1.json";
  private static final String PORTS = "agent-ports.v1.json";
  private static final String PROBE = "probe-report.v1.json";

  @TempDir private Path folder;

  @Test
  void version_1_is_written_to_the_byte() throws IOException {
    GoldenFile.assertWritten(STATE, saved(state()));
    GoldenFile.assertWritten(FRESH, saved(AgentState.fresh()));
    GoldenFile.assertWritten(DEVICES, Json.pretty(devices()));
    GoldenFile.assertWritten(PORTS, Json.pretty(ports()));
    GoldenFile.assertWritten(PROBE, Json.text(probe()));
  }

  @Test
  void version_1_reads_to_its_value() throws IOException {
    assertThat(read(STATE)).isEqualTo(state());
    assertThat(read(FRESH)).isEqualTo(AgentState.fresh());
    assertThat(Json.read(GoldenFile.path(DEVICES), AgentDevices.class)).isEqualTo(devices());
    assertThat(Json.read(GoldenFile.path(PORTS), AgentPorts.class)).isEqualTo(ports());
    assertThat(Json.read(GoldenFile.path(PROBE), ProbeReport.class)).isEqualTo(probe());
  }

  private String saved(AgentState state) throws IOException {
    try (DeviceFolder device = DeviceFolder.take(folder)) {
      device.save(state);
    }
    return Files.readString(folder.resolve("active.json"));
  }

  private AgentState read(String golden) throws IOException {
    Files.write(folder.resolve("active.json"), GoldenFile.bytes(golden));
    try (DeviceFolder device = DeviceFolder.take(folder)) {
      return device.state();
    }
  }

  private static AgentState state() {
    return new AgentState("b", "a", "b", false, 2, "b".repeat(64));
  }

  private static AgentDevices devices() {
    return new AgentDevices(
        List.of(
            new Device("device-01", null),
            new Device("device-02", Fault.HEALTH),
            new Device("device-03", Fault.ANSWERS)));
  }

  private static AgentPorts ports() {
    return new AgentPorts(Map.of("device-01", 4001));
  }

  private static ProbeReport probe() {
    return new ProbeReport("LiteRT 2.14.0", 12.5, new GoldenCheck(32, 1e-7, 0.001));
  }
}
