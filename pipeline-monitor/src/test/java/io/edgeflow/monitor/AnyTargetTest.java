package io.edgeflow.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.json.JsonLines;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.run.EventLog;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.testing.ShownText;
import io.edgeflow.core.track.Tracker;
import io.edgeflow.monitor.collect.FleetSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stage over models of every target. */
class AnyTargetTest {
  private static final int ANOMALIES = 60;

  @TempDir private Path folder;
  private final List<float[]> train = TestData.rows(1, 400);
  private RunContext context;

  @BeforeEach
  void make_context() {
    Workspace workspace = new Workspace(folder);
    context =
        new RunContext(
            "run-1",
            42,
            2,
            new MutableClock("2025-01-01T00:00:00Z"),
            workspace,
            workspace.artifacts(),
            Progress.silent(),
            EventLog.none(),
            Tracker.none());
  }

  /** Rows of which every fourth is an anomaly where the target has such. */
  private static List<float[]> test(FakeTask task) {
    List<float[]> rows = new ArrayList<>(TestData.rows(2, 240));
    if (task == FakeTask.SELF) {
      for (int i = 0; i < 4 * ANOMALIES; i += 4) {
        rows.set(i, new float[] {20, 21, 22, 23});
      }
    }
    return rows;
  }

  private MonitoringResult run(FakeTask task, String config) throws IOException {
    ArtifactStore store = context.artifacts();
    FakeFleet fleet = new FakeFleet(5, task);
    MonitoringInput input =
        new MonitoringInput(
            FakeFleet.baseline(train),
            task.target(),
            TestData.manifest(store, task, train, test(task)),
            FakeFleet.MODEL);
    return new EdgeMonitoringSystem(ConfigNodes.config(config), fleet, fleet).run(input, context);
  }

  private static Metric live(MonitoringResult result, String name) {
    return MonitoringMetrics.of(result).stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void usual_rows_are_no_drift_and_every_row_is_answered(FakeTask task) throws IOException {
    MonitoringResult result = run(task, "{}");
    ShownText.assertOneLine(result);

    assertThat(result.drift().verdict()).isEqualTo(Verdict.PASS);
    assertThat(result.fleet().totalInferences()).isEqualTo(240);
    assertThat(result.fleet().labeled()).isEqualTo(240);
    assertThat(result.replay().rows()).isEqualTo(240);
    assertThat(result.replay().answered()).isEqualTo(240);
    assertThat(result.replay().avgLatencyMs()).isEqualTo(0.25);
    assertThat(result.alerts()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void disturbed_rows_are_drift(FakeTask task) throws IOException {
    MonitoringResult result = run(task, "{\"replay\": {\"transform\": \"invert\"}}");

    assertThat(result.drift().driftDetected()).isTrue();
    assertThat(result.drift().driftScore()).isGreaterThan(0.5);
  }

  @Test
  void values_are_judged_by_their_error_of_which_less_is_better() throws IOException {
    Metric rmse = live(run(FakeTask.VALUES, "{}"), "avg_rmse");

    assertThat(rmse.value()).isCloseTo(0.5, within(1e-6));
    assertThat(rmse.direction()).isEqualTo(Direction.LOWER_IS_BETTER);
    assertThat(rmse.samples()).isEqualTo(240);
  }

  @Test
  void anomalies_come_last_and_count_for_quality_and_not_for_drift() throws IOException {
    MonitoringResult result = run(FakeTask.SELF, "{}");

    assertThat(result.replay().anomalies()).isEqualTo(ANOMALIES);
    assertThat(result.drift().samples()).isEqualTo(240 - ANOMALIES);
    assertThat(live(result, "avg_f1").value()).isEqualTo(1);
    assertThat(live(result, "avg_f1").samples()).isEqualTo(240);
    assertThat(
            new JsonLines(context.folder().resolve("monitoring/telemetry-2025-01-01.jsonl"))
                .read(FleetSnapshot.FORM))
        .hasSize(3);
  }

  @Test
  void a_limit_keeps_the_share_of_anomalies() throws IOException {
    MonitoringResult result = run(FakeTask.SELF, "{\"replay\": {\"limit\": 120}}");

    assertThat(result.replay().rows()).isEqualTo(120);
    assertThat(result.replay().anomalies()).isEqualTo(ANOMALIES);
  }

  @Test
  void a_column_that_is_symmetrical_is_disturbed_all_the_same() throws IOException {
    List<float[]> even = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      float[] row = new float[4];
      java.util.Arrays.fill(row, 4 + i % 9);
      even.add(row);
    }
    FakeFleet fleet = new FakeFleet(2, FakeTask.VALUES);
    MonitoringInput input =
        new MonitoringInput(
            FakeFleet.baseline(even),
            FakeTask.VALUES.target(),
            TestData.manifest(context.artifacts(), FakeTask.VALUES, even, even),
            FakeFleet.MODEL);

    MonitoringResult result =
        new EdgeMonitoringSystem(
                ConfigNodes.config("{\"replay\": {\"transform\": \"invert\"}}"), fleet, fleet)
            .run(input, context);

    assertThat(result.drift().driftDetected()).isTrue();
  }
}
