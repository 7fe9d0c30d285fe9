package io.edgeflow.monitor.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.monitor.FakeFleet;
import io.edgeflow.monitor.FakeTask;
import io.edgeflow.monitor.collect.DeviceReading;
import io.edgeflow.monitor.collect.FleetSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page and its documents name the metric of the model's target. */
class LiveViewTest {
  private static final Tensor ROWS =
      Tensor.of(new int[] {2, 4}, new float[] {1, 1, 1, 1, 20, 20, 10, 30});

  private static FleetStatus status(FakeTask task) {
    FakeFleet fleet = new FakeFleet(1, task);
    DeploymentTarget target = fleet.targets().get(0);
    fleet.infer(target, ROWS, truths(task));
    FleetSnapshot snapshot =
        new FleetSnapshot(Instant.EPOCH, List.of(DeviceReading.of(fleet.collect(target))));
    return new FleetStatus(
        snapshot,
        task.target(),
        snapshot.metrics(task.target()),
        null,
        List.of(),
        List.of(),
        null,
        Duration.ofSeconds(60));
  }

  private static Tensor truths(FakeTask task) {
    return task == FakeTask.VALUES
        ? Tensor.of(new int[] {2, 1}, new float[] {1.5f, 19.5f})
        : Tensor.of(new int[] {2}, new int[] {0, 1});
  }

  @ParameterizedTest
  @CsvSource({
    "CLASSES, avg_accuracy, 0.5, edgeflow_accuracy_ratio, live accuracy, 50.00 %, Accuracy",
    "VALUES, avg_rmse, 0.5, edgeflow_rmse, live rmse, 0.500, Rmse",
    "SELF, avg_f1, 1.0, edgeflow_f1_ratio, live f1, 100.00 %, F1",
  })
  void every_document_follows_the_target(
      FakeTask task,
      String json,
      String value,
      String gauge,
      String card,
      String text,
      String heading) {
    FleetStatus status = status(task);

    assertThat(StatusJson.status(status, Activity.none())).contains("\"" + json + "\" : " + value);
    assertThat(PrometheusText.of(status)).contains("\n" + gauge + " " + value + "\n");
    assertThat(StatusPage.of(StatusView.of(() -> Optional.of(status))))
        .contains("<b>" + text + "</b><span>" + card + "</span>")
        .contains("<th class=\"n\">" + heading + "</th>")
        .contains("<td class=\"n\" data-label=\"" + heading + "\">" + text + "</td>");
  }

  @ParameterizedTest
  @CsvSource({
    "CLASSES, true, edgeflow_correct_inferences_total{device=\"d-1\"} 1.0",
    "VALUES, false, 'edgeflow_quality_total{device=\"d-1\",sum=\"squared_error_0\"} 0.5'",
    "SELF, false, 'edgeflow_quality_total{device=\"d-1\",sum=\"true_positives\"} 1.0'",
  })
  void a_device_shows_the_sums_of_its_target(FakeTask task, boolean classes, String sample) {
    FleetStatus status = status(task);

    assertThat(PrometheusText.of(status)).contains(sample);
    assertThat(PrometheusText.of(status).contains("edgeflow_correct_inferences"))
        .isEqualTo(classes);
    assertThat(PrometheusText.of(status).contains("edgeflow_quality")).isEqualTo(!classes);
    assertThat(
            StatusJson.status(status, Activity.none())
                .contains("\"correct\" : 1,\n    \"avg_latency_ms\""))
        .isEqualTo(classes);
  }
}
