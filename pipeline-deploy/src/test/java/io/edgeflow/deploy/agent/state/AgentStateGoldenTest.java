package io.edgeflow.deploy.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device must not forget, by version. */
class AgentStateGoldenTest {
  private static final String STATE = "agent-state.v3.json";
  private static final String FRESH = "agent-state-fresh.v3.json";

  @TempDir private Path folder;

  @Test
  void the_state_is_written_to_the_byte() throws IOException {
    GoldenFile.assertWritten(STATE, saved(state()));
    GoldenFile.assertWritten(FRESH, saved(AgentState.fresh()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2", "v3"})
  void the_state_of_every_version_reads_to_its_value(String version) throws IOException {
    assertThat(read(GoldenFile.text("agent-state." + version + ".json")))
        .isEqualTo(version.equals("v3") ? state() : state().commanded(0, ""));
    assertThat(read(GoldenFile.text("agent-state-fresh." + version + ".json")))
        .isEqualTo(AgentState.fresh());
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void a_state_that_cannot_be_understood_is_told_and_no_slot_is_touched(String text, String problem)
      throws IOException {
    Path slot = Files.createDirectories(folder.resolve("slots/a"));
    Files.writeString(folder.resolve("active.json"), text);

    try (DeviceFolder device = DeviceFolder.take(folder)) {
      assertThat(device.damage().orElseThrow())
          .hasMessageContaining(problem)
          .hasMessageContaining("active.json");
      assertThat(device.state()).isEqualTo(AgentState.fresh());
    }
    assertThat(slot).exists();
  }

  static Stream<Arguments> unusable() throws IOException {
    String state = GoldenFile.text(STATE);
    return Stream.of(
        Arguments.of(GoldenFile.withVersion(state, 4), "limit: versions 1 to 3"),
        Arguments.of(GoldenFile.withUnknownField(state), "from_the_future"),
        Arguments.of(state.substring(0, state.length() / 2), "device state"),
        Arguments.of("", "device state"));
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
    return new AgentState("b", false, "a", "b", false, 2, "b".repeat(64), 12, "activate 2");
  }
}
