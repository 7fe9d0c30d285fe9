package io.edgeflow.monitor.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.predict.LiveQuality;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.monitor.FakeFleet;
import io.edgeflow.monitor.FakeTask;
import io.edgeflow.monitor.TestData;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceWindowTest {
  private final FakeFleet fleet = new FakeFleet(2);

  private FleetSnapshot snapshot() {
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

  private void send(int device, int rows, int label) {
    DeploymentTarget target = fleet.targets().get(device);
    fleet.send(target, TestData.rows(device, rows), label);
  }

  @Test
  void a_window_is_the_difference_of_counters_and_bins() {
    send(0, 30, 1);
    FleetSnapshot before = snapshot();
    send(0, 12, 1);
    fleet.device("d-1").failures = 3;

    DeviceWindow window = DeviceWindow.between(before, snapshot()).get(0);

    assertThat(window.reset()).isFalse();
    assertThat(window.inferences()).isEqualTo(12);
    assertThat(window.labeled()).isEqualTo(12);
    assertThat(window.failures()).isEqualTo(3);
    assertThat(window.quality().get(LiveQuality.CORRECT)).isBetween(0.0, 12.0);
    assertThat(window.histograms().get("image_mean").samples()).isEqualTo(12);
  }

  @Test
  void without_an_earlier_poll_everything_since_load_counts() {
    send(0, 30, 1);

    assertThat(DeviceWindow.between(null, snapshot()).get(0).inferences()).isEqualTo(30);
  }

  @Test
  void counters_that_went_down_were_reset_and_count_whole() {
    send(0, 30, 1);
    FleetSnapshot before = snapshot();
    fleet.device("d-1").reload();
    send(0, 12, 1);

    DeviceWindow window = DeviceWindow.between(before, snapshot()).get(0);

    assertThat(window.reset()).isTrue();
    assertThat(window.inferences()).isEqualTo(12);
    assertThat(window.histograms().get("image_mean").samples()).isEqualTo(12);
  }

  @Test
  void a_reload_is_seen_though_the_counters_went_up() {
    send(0, 5, 1);
    FleetSnapshot before = snapshot();
    fleet.device("d-1").reload();
    send(0, 12, 1);

    assertThat(DeviceWindow.between(before, snapshot()).get(0).inferences()).isEqualTo(12);
  }

  @Test
  void a_reload_of_an_agent_that_does_not_number_loads_is_seen_by_its_time() {
    fleet.device("d-1").loads = null;
    send(0, 5, 1);
    FleetSnapshot before = snapshot();
    fleet.device("d-1").reload();
    send(0, 12, 1);

    assertThat(DeviceWindow.between(before, snapshot()).get(0).inferences()).isEqualTo(12);
  }

  @Test
  void an_agent_that_begins_to_number_its_loads_loses_nothing() {
    fleet.device("d-1").loads = null;
    send(0, 5, 1);
    FleetSnapshot before = snapshot();
    fleet.device("d-1").loads = 1L;
    send(0, 12, 1);

    DeviceWindow window = DeviceWindow.between(before, snapshot()).get(0);

    assertThat(window.inferences()).isEqualTo(12);
    assertThat(window.reset()).isFalse();
  }

  @Test
  void another_model_begins_a_new_count() {
    FleetSnapshot before = snapshot();
    send(0, 12, 1);
    fleet.device("d-1").model = FakeFleet.OTHER_MODEL;

    assertThat(DeviceWindow.between(before, snapshot()).get(0).reset()).isTrue();
  }

  @Test
  void a_device_that_missed_either_poll_has_no_window() {
    fleet.device("d-1").silent = true;
    FleetSnapshot before = snapshot();
    fleet.device("d-1").silent = false;
    fleet.device("d-2").silent = true;

    assertThat(DeviceWindow.between(before, snapshot())).isEmpty();
  }

  @Test
  void fleet_accuracy_is_all_correct_over_all_labeled() {
    send(0, 90, 1);
    send(1, 10, 0);

    FleetMetrics metrics = snapshot().metrics(FakeTask.CLASSES.target());

    long correct =
        TestData.rows(0, 90).stream().filter(row -> FakeFleet.predict(row) == 1).count()
            + TestData.rows(1, 10).stream().filter(row -> FakeFleet.predict(row) == 0).count();
    assertThat(metrics.sums()).isEqualTo(Map.of(LiveQuality.CORRECT, (double) correct));
    assertThat(metrics.quality()).isEqualTo(Metric.ratio("accuracy", correct / 100.0, 100));
    assertThat(metrics.totalInferences()).isEqualTo(100);
    assertThat(metrics.avgLatencyMs()).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void without_traffic_accuracy_and_latency_are_unknown() {
    FleetMetrics metrics = snapshot().metrics(FakeTask.CLASSES.target());

    assertThat(metrics.quality().value()).isNaN();
    assertThat(metrics.avgLatencyMs()).isNull();
    assertThat(metrics.activeDevices()).isEqualTo(2);
  }
}
