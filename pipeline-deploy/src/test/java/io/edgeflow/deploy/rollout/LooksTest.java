package io.edgeflow.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LooksTest {
  private static Looks looks(int least, int most, double limit, int devices, int available) {
    RolloutPlan plan =
        new RolloutPlan(
            10, Duration.ofSeconds(5), least, most, Duration.ofSeconds(1), 3, Tolerance.none());
    return Looks.of(plan, limit, 0.05, devices, available);
  }

  @Test
  void the_default_looks_four_times_and_spends_five_percent() {
    Looks looks = looks(200, 1600, 0.98, 1, 10_000);

    assertThat(looks.rows()).containsExactly(200, 400, 800, 1600);
    assertThat(IntStream.range(0, 4).mapToObj(looks::ofWave))
        .containsExactly(0.025, 0.0125, 0.00625, 0.00625);
  }

  @Test
  void all_looks_spend_no_more_than_the_chance_of_an_error() {
    for (int available : List.of(10, 183, 270, 500, 1000, 5000)) {
      for (int least : List.of(1, 50, 200, 400)) {
        Looks looks = looks(least, 1600, 0.98, 1, available);
        double spent = IntStream.range(0, looks.count()).mapToDouble(looks::ofDevices).sum();
        double wave = IntStream.rangeClosed(0, looks.last()).mapToDouble(looks::ofWave).sum();

        assertThat(spent).isCloseTo(0.05, within(1e-12));
        assertThat(wave).isCloseTo(0.05, within(1e-12));
        assertThat(looks.rows()).isSorted().doesNotHaveDuplicates();
        assertThat(looks.rows(looks.count() - 1)).isEqualTo(Math.min(1600, available));
      }
    }
  }

  @Test
  void the_first_look_can_pass_a_wave_without_any_disagreement() {
    assertThat(looks(50, 1600, 0.98, 1, 10_000).rows(0)).isEqualTo(183);
    assertThat(ExactBinomial.atMost(0, 183, 0.02)).isLessThanOrEqualTo(0.025);
    assertThat(ExactBinomial.atMost(0, 182, 0.02)).isGreaterThan(0.025);
  }

  @Test
  void several_devices_share_the_rows_that_the_limit_takes() {
    assertThat(looks(50, 1600, 0.98, 3, 10_000).rows(0)).isEqualTo(61);
    assertThat(looks(50, 1600, 0.98, 100, 10_000).rows(0)).isEqualTo(50);
  }

  @Test
  void a_replay_set_that_is_used_up_is_looked_at_once_with_the_whole_chance() {
    Looks looks = looks(20, 1600, 0.9, 1, 30);

    assertThat(looks.rows()).containsExactly(30);
    assertThat(looks.ofWave(0)).isEqualTo(0.05);
  }

  @Test
  void a_wave_that_has_seen_all_rows_spends_its_whole_chance_and_its_devices_look_on() {
    Looks looks = looks(20, 1600, 0.9, 2, 30);

    assertThat(looks.rows()).containsExactly(20, 30);
    assertThat(looks.ofWave(0)).isEqualTo(0.05);
    assertThat(looks.ofWave(1)).isEqualTo(0.05);
    assertThat(looks.ofDevices(0)).isEqualTo(0.025);
    assertThat(looks.ofDevices(1)).isEqualTo(0.025);
  }

  @Test
  void a_limit_of_nothing_takes_one_row() {
    assertThat(Looks.needed(0, 0.05, 1)).isOne();
  }
}
