package io.edgeflow.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.rollout.RolloutPlan.Wave;
import java.net.URI;
import java.time.Duration;
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
    for (int probes = 1; probes < 20; probes++) {
      assertThat(Bake.share(203, 0, probes)).isZero();
      assertThat(Bake.share(203, probes, probes)).isEqualTo(203);
      for (int probe = 0; probe < probes; probe++) {
        int size = Bake.share(203, probe + 1, probes) - Bake.share(203, probe, probes);
        assertThat(size).isBetween(203 / probes, 203 / probes + 1);
      }
    }
  }

  private static RolloutPlan plan(int percentage, int bake, int interval) {
    return new RolloutPlan(
        percentage,
        Duration.ofSeconds(bake),
        200,
        1600,
        Duration.ofSeconds(interval),
        3,
        Tolerance.none());
  }

  private static List<DeploymentTarget> targets(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new DeploymentTarget("d" + i, URI.create("https://127.0.0.1:" + (9000 + i))))
        .toList();
  }
}
