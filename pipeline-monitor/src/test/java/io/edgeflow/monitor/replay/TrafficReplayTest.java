package io.edgeflow.monitor.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.run.Progress;
import io.edgeflow.monitor.FakeFleet;
import io.edgeflow.monitor.FakeFleet.Device;
import io.edgeflow.monitor.TestData;
import io.edgeflow.monitor.replay.ReplayConfig.Transform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficReplayTest {
  @TempDir private Path folder;
  private final List<float[]> train = TestData.rows(1, 60);
  private final List<float[]> test = TestData.rows(2, 107);
  private Dataset data;

  @BeforeEach
  void write_the_data_set() throws IOException {
    train.get(3)[2] = Float.NaN;
    test.get(5)[1] = Float.NaN;
    ArtifactStore store = new ArtifactStore(folder);
    data = Dataset.open(TestData.manifest(store, train, test), store);
  }

  private ReplaySummary run(FakeFleet fleet, Optional<Integer> limit, Transform transform) {
    ReplayConfig config = new ReplayConfig(true, limit, transform);
    Traffic traffic = Traffic.of(data, config).usual();
    return new TrafficReplay(config, fleet).run(traffic, fleet.targets(), 3, Progress.silent());
  }

  private static List<String> seen(FakeFleet fleet) {
    return fleet.all().stream()
        .flatMap(device -> device.rows.stream())
        .map(Arrays::toString)
        .sorted()
        .toList();
  }

  private static List<String> shown(List<float[]> rows) {
    return rows.stream().map(Arrays::toString).sorted().toList();
  }

  @Test
  void each_row_is_sent_exactly_once_and_spread_evenly() {
    FakeFleet fleet = new FakeFleet(3);

    ReplaySummary summary = run(fleet, Optional.empty(), Transform.NONE);

    assertThat(seen(fleet)).isEqualTo(shown(test));
    assertThat(fleet.all()).extracting(d -> d.rows.size()).containsExactly(36, 36, 35);
    assertThat(fleet.device("d-1").batches).containsExactly(32, 4);
    assertThat(fleet.device("d-2").rows.get(1)).isEqualTo(test.get(4));
    assertThat(summary.rows()).isEqualTo(107);
    assertThat(summary.answered()).isEqualTo(107);
    assertThat(summary.anomalies()).isZero();
    assertThat(summary.avgLatencyMs()).isEqualTo(0.25);
    assertThat(summary.errors()).isEmpty();
  }

  @Test
  void a_limit_takes_rows_from_the_whole_split() {
    FakeFleet fleet = new FakeFleet(2);

    run(fleet, Optional.of(20), Transform.NONE);

    List<float[]> spread =
        java.util.stream.IntStream.range(0, 20).mapToObj(i -> test.get(i * 107 / 20)).toList();
    assertThat(seen(fleet)).isEqualTo(shown(spread));
  }

  @Test
  void a_limit_beyond_the_split_sends_all_of_it() {
    FakeFleet fleet = new FakeFleet(2);

    assertThat(run(fleet, Optional.of(500), Transform.NONE).rows()).isEqualTo(107);
  }

  @Test
  void inversion_mirrors_each_column_between_its_limits_over_train_and_test() {
    FakeFleet fleet = new FakeFleet(1);

    run(fleet, Optional.empty(), Transform.INVERT);

    for (int c = 0; c < 4; c++) {
      float low = Float.MAX_VALUE;
      float high = 0;
      for (List<float[]> rows : List.of(train, test)) {
        for (float[] row : rows) {
          low = Float.isNaN(row[c]) ? low : Math.min(low, row[c]);
          high = Float.isNaN(row[c]) ? high : Math.max(high, row[c]);
        }
      }
      for (int i = 0; i < test.size(); i++) {
        float sent = fleet.device("d-1").rows.get(i)[c];
        float raw = test.get(i)[c];
        assertThat((Float) sent).isEqualTo((Float) (high + low - raw));
      }
    }
  }

  @Test
  void a_device_that_fails_leaves_its_rows_unanswered_and_nobody_gets_them_twice() {
    FakeFleet fleet = new FakeFleet(3);
    fleet.device("d-2").deaf = true;

    ReplaySummary summary = run(fleet, Optional.empty(), Transform.NONE);

    assertThat(summary.answered()).isEqualTo(71);
    assertThat(summary.errors()).containsOnlyKeys("d-2");
    assertThat(fleet.all()).extracting(d -> d.rows.size()).containsExactly(36, 0, 35);
  }

  @Test
  void a_device_that_fails_midway_is_left_alone() {
    FakeFleet fleet = new FakeFleet(1);
    Device device = fleet.device("d-1");
    AtomicLong attempts = new AtomicLong();
    device.beforeInference = () -> device.deaf = attempts.incrementAndGet() == 3;

    ReplaySummary summary = run(fleet, Optional.empty(), Transform.NONE);

    assertThat(summary.answered()).isEqualTo(64);
    assertThat(attempts).hasValue(3);
    assertThat(device.batches).containsExactly(32, 32);
  }

  @Test
  void without_a_device_no_row_is_answered() {
    ReplaySummary summary = run(new FakeFleet(0), Optional.empty(), Transform.NONE);

    assertThat(summary.answered()).isZero();
    assertThat(summary.avgLatencyMs()).isNull();
  }

  @Test
  void progress_counts_every_answered_row() {
    AtomicLong steps = new AtomicLong();
    Progress progress =
        (task, total, unit) ->
            new Progress.Task() {
              @Override
              public void step(long units) {
                steps.addAndGet(units);
              }

              @Override
              public void note(String text) {}

              @Override
              public void close() {}
            };
    FakeFleet fleet = new FakeFleet(4);

    ReplayConfig config = new ReplayConfig(true, Optional.empty(), Transform.NONE);
    new TrafficReplay(config, fleet)
        .run(Traffic.of(data, config).usual(), fleet.targets(), 4, progress);

    assertThat(steps).hasValue(107);
  }
}
