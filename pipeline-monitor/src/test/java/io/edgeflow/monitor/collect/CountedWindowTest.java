package io.edgeflow.monitor.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.testing.GoldenFile;
import io.edgeflow.monitor.FakeFleet;
import io.edgeflow.monitor.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountedWindowTest {
  private static final String GOLDEN = "window.v1.json";

  @TempDir private Path folder;
  private final FakeFleet fleet = new FakeFleet(2);

  private Path file() {
    return folder.resolve("window.json");
  }

  private CountedWindow open() {
    return CountedWindow.open(file(), Optional.of(FakeFleet.MODEL));
  }

  private FleetSnapshot poll() {
    return new FleetSnapshot(
        Instant.EPOCH,
        fleet.targets().stream()
            .map(
                target ->
                    fleet.device(target.id()).silent
                        ? DeviceReading.failed(target.id(), "silent")
                        : DeviceReading.of(fleet.collect(target)))
            .toList());
  }

  private void send(int device, int rows) {
    fleet.send(fleet.targets().get(device), TestData.rows(device, rows), 1);
  }

  private static long samples(CountedWindow window, int device) {
    return window.devices().get(device).histograms().get("image_mean").samples();
  }

  @Test
  void what_was_polled_survives_the_restart_of_a_device() {
    CountedWindow window = open();
    send(0, 10_000);
    window.add(poll());
    fleet.device("d-1").reload();
    send(0, 3);
    window.add(poll());

    assertThat(window.devices().get(0).inferences()).isEqualTo(10_003);
    assertThat(window.devices().get(0).labeled()).isEqualTo(10_003);
    assertThat(samples(window, 0)).isEqualTo(10_003);
  }

  @Test
  void a_silent_device_keeps_what_it_had_and_catches_up_when_it_answers() {
    CountedWindow window = open();
    send(0, 30);
    window.add(poll());
    fleet.device("d-1").silent = true;
    send(0, 12);
    window.add(poll());
    assertThat(samples(window, 0)).isEqualTo(30);

    window.restart();
    fleet.device("d-1").silent = false;
    window.add(poll());

    assertThat(samples(window, 0)).isEqualTo(12);
  }

  @Test
  void a_new_process_goes_on_and_counts_nothing_twice() {
    send(0, 30);
    open().add(poll());
    send(0, 5);

    CountedWindow again = open();
    again.add(poll());
    again.add(poll());

    assertThat(samples(again, 0)).isEqualTo(35);
  }

  @Test
  void answers_of_another_model_do_not_count() {
    CountedWindow window = open();
    send(0, 30);
    fleet.device("d-1").model = FakeFleet.OTHER_MODEL;
    window.add(poll());
    assertThat(window.devices()).extracting(DeviceWindow::deviceId).containsExactly("d-2");

    CountedWindow other = CountedWindow.open(file(), Optional.of(FakeFleet.OTHER_MODEL));
    send(0, 4);
    other.add(poll());

    assertThat(other.devices()).extracting(DeviceWindow::deviceId).containsExactly("d-1");
    assertThat(samples(other, 0)).isEqualTo(4);
  }

  @Test
  void the_file_is_written_to_the_byte_and_reads_back() throws IOException {
    send(0, 7);
    CountedWindow window = open();
    window.add(poll());

    GoldenFile.assertWritten(GOLDEN, Files.readString(file()));
    Files.writeString(file(), GoldenFile.withUnknownField(GoldenFile.text(GOLDEN)));
    assertThat(open().devices()).isEqualTo(window.devices());
  }

  @Test
  void a_damaged_file_and_one_of_a_later_version_are_refused_by_name() throws IOException {
    Files.writeString(file(), "{\"model\":");
    assertThatThrownBy(this::open)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("window of counts")
        .hasMessageContaining("window.json");

    Files.writeString(file(), GoldenFile.withVersion(GoldenFile.text(GOLDEN), 2));
    assertThatThrownBy(this::open)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("limit: version 1");
  }
}
