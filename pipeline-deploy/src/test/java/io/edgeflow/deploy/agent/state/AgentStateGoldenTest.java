package io.edgeflow.deploy.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device must not forget, by version. */
class AgentStateGoldenTest {
  private static final String STATE = "agent-state.v2.json";
  private static final String FRESH = "agent-state-fresh.v2.json";

  @TempDir private Path folder;

  @Test
  void the_state_is_written_to_the_byte() throws IOException {
    GoldenFile.assertWritten(STATE, saved(state()));
    GoldenFile.assertWritten(FRESH, saved(AgentState.fresh()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void the_state_of_every_version_reads_to_its_value(String version) throws IOException {
    assertThat(read(GoldenFile.text("agent-state." + version + ".json"))).isEqualTo(state());
    assertThat(read(GoldenFile.text("agent-state-fresh." + version + ".json")))
        .isEqualTo(AgentState.fresh());
  }

  @Test
  void a_state_of_a_newer_version_is_refused_before_a_slot_is_touched() throws IOException {
    Path slot = Files.createDirectories(folder.resolve("slots/a"));
    String newer = GoldenFile.withVersion(GoldenFile.text(STATE), 3);

    assertThatThrownBy(() -> read(newer))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Unknown version of the device state")
        .hasMessageContaining("found: format_version 3")
        .hasMessageContaining("limit: versions 1 to 2")
        .hasMessageContaining("active.json")
        .hasMessageContaining("remedy: ");
    assertThat(slot).exists();
  }

  @Test
  void an_unknown_field_of_the_state_is_refused() throws IOException {
    String text = GoldenFile.withUnknownField(GoldenFile.text(STATE));

    assertThatThrownBy(() -> read(text))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Not a valid device state")
        .hasMessageContaining("from_the_future");
  }

  private String saved(AgentState state) throws IOException {
    try (DeviceFolder device = DeviceFolder.take(folder)) {
      device.save(state);
    }
    return Files.readString(folder.resolve("active.json"));
  }

  private AgentState read(String text) throws IOException {
    Files.writeString(folder.resolve("active.json"), text);
    try (DeviceFolder device = DeviceFolder.take(folder)) {
      return device.state();
    }
  }

  private static AgentState state() {
    return new AgentState("b", "a", "b", false, 2, "b".repeat(64));
  }
}
