package io.edgeflow.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.deploy.rollout.RolloutPlan.Wave;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutPlanTest {
  @ParameterizedTest
  @CsvSource({"10, 10, 1", "10, 11, 2", "3, 10, 1", "1, 10, 1", "10, 100, 10", "7, 50, 4"})
  void the_canary_is_the_share_rounded_up(int targets, int percentage, int canaries) {
    List<Wave> waves = plan(percentage, 5, 1).waves(targets(targets));

    assertThat(waves.get(0).name()).isEqualTo("canary");
    assertThat(waves.get(0).targets()).hasSize(canaries);
    assertThat(waves).hasSize(canaries == targets ? 1 : 2);
    assertThat(waves.stream().flatMap(wave -> wave.targets().stream()))
        .containsExactlyElementsOf(targets(targets));
  }

  @ParameterizedTest
  @CsvSource({"5, 1, 5", "3600, 30, 120", "0, 1, 1", "1, 30, 1", "604800, 1, 200"})
  void a_bake_probes_once_an_interval(int bake, int interval, int probes) {
    assertThat(plan(10, bake, interval).probes()).isEqualTo(probes);
  }

  @Test
  void shares_of_the_rows_overlap_nowhere_and_leave_none_out() {
    int[] expected = IntStream.range(0, 203).toArray();
    float[] values = new float[203];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Tensor rows = Tensor.of(new int[] {203, 1}, values);
    ReplaySet all = new ReplaySet(ValueTarget.unscaled(List.of("n")), Thresholds.NONE, rows, rows);

    for (int probes = 1; probes < 20; probes++) {
      List<Integer> seen = new ArrayList<>();
      for (int probe = 0; probe < probes; probe++) {
        ReplaySet share = all.share(probe, probes);
        assertThat(share.expected()).isEqualTo(share.rows());
        for (int i = 0; i < share.size(); i++) {
          seen.add((int) share.rows().floatRow(i)[0]);
        }
      }
      assertThat(seen).containsExactly(Arrays.stream(expected).boxed().toArray(Integer[]::new));
    }
    assertThat(all.first(500)).isEqualTo(all);
    assertThat(all.first(200).size()).isEqualTo(200);
  }

  private static RolloutPlan plan(int percentage, int bake, int interval) {
    return new RolloutPlan(
        percentage, Duration.ofSeconds(bake), 200, Duration.ofSeconds(interval), 3);
  }

  private static List<DeploymentTarget> targets(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new DeploymentTarget("d" + i, URI.create("https://127.0.0.1:" + (9000 + i))))
        .toList();
  }
}
