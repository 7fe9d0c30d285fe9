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

/** How often a device has loaded a model, on its disk. */
class LoadsGoldenTest {
  private static final String GOLDEN = "load-counter.v1.json";

  @TempDir private Path folder;

  @Test
  void the_counter_is_written_to_the_byte() throws IOException {
    try (DeviceFolder device = DeviceFolder.take(folder)) {
      device.countLoad();
      device.countLoad();
    }

    GoldenFile.assertWritten(GOLDEN, Files.readString(folder.resolve("loads.json")));
  }

  @Test
  void a_new_process_goes_on_counting_and_ignores_what_a_newer_one_adds() throws IOException {
    Files.writeString(
        folder.resolve("loads.json"), GoldenFile.withUnknownField(GoldenFile.text(GOLDEN)));

    try (DeviceFolder device = DeviceFolder.take(folder)) {
      assertThat(device.countLoad()).isEqualTo(3);
    }
  }

  @Test
  void a_counter_of_a_newer_version_is_refused_by_name() throws IOException {
    Files.writeString(
        folder.resolve("loads.json"), GoldenFile.withVersion(GoldenFile.text(GOLDEN), 2));

    try (DeviceFolder device = DeviceFolder.take(folder)) {
      assertThatThrownBy(device::countLoad)
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("Unknown version of the load counter")
          .hasMessageContaining("loads.json");
    }
  }
}
