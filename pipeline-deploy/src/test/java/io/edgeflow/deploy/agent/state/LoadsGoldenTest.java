package io.edgeflow.deploy.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often a device has loaded a model, on its disk. */
class LoadsGoldenTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final String GOLDEN = "load-counter.v1.json";

  @TempDir private Path folder;

  @Test
  void the_counter_is_written_to_the_byte() throws IOException {
    try (DeviceFolder device = DeviceFolder.take(folder)) {
      device.countLoad(CLOCK);
      device.countLoad(CLOCK);
    }

    GoldenFile.assertWritten(GOLDEN, Files.readString(folder.resolve("loads.json")));
  }

  @Test
  void a_new_process_goes_on_counting_and_ignores_what_a_newer_one_adds() throws IOException {
    Files.writeString(
        folder.resolve("loads.json"), GoldenFile.withUnknownField(GoldenFile.text(GOLDEN)));

    try (DeviceFolder device = DeviceFolder.take(folder)) {
      assertThat(device.countLoad(CLOCK)).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"format_version\": 2, \"loads\": 7}", "{\"loads\": "})
  void a_counter_that_is_damaged_goes_on_at_a_number_that_none_has_reached(String text)
      throws IOException {
    Files.writeString(folder.resolve("loads.json"), text);

    try (DeviceFolder device = DeviceFolder.take(folder)) {
      assertThat(device.countLoad(CLOCK)).isEqualTo(CLOCK.millis() + 1);
      assertThat(device.countLoad(CLOCK)).isEqualTo(CLOCK.millis() + 2);
    }
  }
}
