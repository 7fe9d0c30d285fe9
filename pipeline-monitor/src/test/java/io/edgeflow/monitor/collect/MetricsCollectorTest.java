package io.edgeflow.monitor.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.JsonLines;
import io.edgeflow.monitor.FakeFleet;
import io.edgeflow.monitor.FakeTask;
import io.edgeflow.monitor.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MetricsCollectorTest {
  @TempDir private Path folder;
  private final MutableClock clock = new MutableClock("2025-03-01T23:59:30Z");

  private MetricsCollector collector(FakeFleet fleet, int days, int parallelism, Duration timeout) {
    return new MetricsCollector(
        new MetricsConfig(Duration.ofSeconds(60), days, parallelism, timeout),
        fleet,
        folder,
        clock);
  }

  private MetricsCollector collector(FakeFleet fleet) {
    return collector(fleet, 30, 4, Duration.ofSeconds(20));
  }

  @Test
  void a_device_that_fails_is_inactive_with_its_error_and_the_others_are_not() {
    FakeFleet fleet = new FakeFleet(5);
    fleet.device("d-2").silent = true;
    fleet.device("d-4").model = null;
    fleet.device("d-5").reportsAs = "d-1";

    FleetSnapshot snapshot = collector(fleet).collect();

    assertThat(snapshot.devices())
        .extracting(DeviceReading::deviceId)
        .containsExactly("d-1", "d-2", "d-3", "d-4", "d-5");
    assertThat(snapshot.devices())
        .extracting(DeviceReading::active)
        .containsExactly(true, false, true, false, false);
    assertThat(snapshot.devices().get(1).error()).isEqualTo("connection refused");
    assertThat(snapshot.devices().get(4).error()).isEqualTo("answered as device \"d-1\"");
    assertThat(snapshot.metrics(FakeTask.CLASSES.target()).totalDevices()).isEqualTo(5);
    assertThat(snapshot.metrics(FakeTask.CLASSES.target()).activeDevices()).isEqualTo(2);
  }

  @Test
  void a_device_that_hangs_is_given_up() {
    FakeFleet fleet = new FakeFleet(3);
    CountDownLatch never = new CountDownLatch(1);
    fleet.device("d-2").beforeAnswer =
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };

    FleetSnapshot snapshot = collector(fleet, 30, 3, Duration.ofMillis(300)).collect();

    assertThat(snapshot.devices())
        .extracting(DeviceReading::active)
        .containsExactly(true, false, true);
    assertThat(snapshot.devices().get(1).error()).isEqualTo("no answer within 300 ms");
  }

  @Test
  void devices_are_asked_side_by_side_but_never_more_than_allowed() {
    FakeFleet fleet = new FakeFleet(9);
    AtomicInteger busy = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(3);
    fleet
        .all()
        .forEach(
            device ->
                device.beforeAnswer =
                    () -> {
                      most.accumulateAndGet(busy.incrementAndGet(), Math::max);
                      meet(together);
                      busy.decrementAndGet();
                    });

    collector(fleet, 30, 3, Duration.ofSeconds(20)).collect();

    assertThat(most).hasValue(3);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void snapshots_lie_in_one_file_a_day_without_histograms() {
    MetricsCollector collector = collector(new FakeFleet(2));
    FleetSnapshot first = collector.collect();
    clock.advance(Duration.ofSeconds(60));
    collector.collect();
    collector.collect();

    List<FleetSnapshot> yesterday =
        new JsonLines(folder.resolve("telemetry-2025-03-01.jsonl")).read(FleetSnapshot.FORM);
    List<FleetSnapshot> today =
        new JsonLines(folder.resolve("telemetry-2025-03-02.jsonl")).read(FleetSnapshot.FORM);

    assertThat(yesterday).containsExactly(first.compact());
    assertThat(today).hasSize(2);
    assertThat(first.devices().get(0).telemetry().counters().histograms()).isNotEmpty();
    assertThat(yesterday.get(0).devices().get(0).telemetry().counters().histograms()).isEmpty();
  }

  @Test
  void files_past_the_retention_are_deleted_and_strangers_stay() throws IOException {
    MetricsCollector collector = collector(new FakeFleet(1), 2, 1, Duration.ofSeconds(20));
    Files.writeString(folder.resolve("telemetry-20xx-01-01.jsonl"), "mine\n");
    Files.writeString(folder.resolve("notes.txt"), "mine\n");
    for (int day = 0; day < 4; day++) {
      collector.collect();
      clock.advance(Duration.ofDays(1));
    }

    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "telemetry-2025-03-03.jsonl",
              "telemetry-2025-03-04.jsonl",
              "telemetry-20xx-01-01.jsonl",
              "notes.txt");
    }
  }

  @Test
  void a_fleet_without_devices_is_empty() {
    assertThat(collector(new FakeFleet(0)).collect().devices()).isEmpty();
  }

  /** Repeated, as the answer may come before the wait that notices an interrupt. */
  @RepeatedTest(50)
  void an_interrupt_ends_the_poll() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> collector(new FakeFleet(1)).collect())
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }
}
