package io.edgeflow.deploy.agent.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.deploy.agent.config.Fault;
import io.edgeflow.deploy.release.Refusal;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What a device goes back to: the last release that was judged good, whatever came after it. */
class LastGoodTest extends AgentTestBase {
  @Test
  void an_unjudged_canary_is_not_what_a_later_release_goes_back_to() throws Exception {
    good(releases.release(1));
    deploy(releases.release(2));

    deploy(releases.release(3));

    assertThat(agent.status().previousVersion()).isEqualTo(1);
    assertThat(rollback(3).activeVersion()).isEqualTo(1);
    assertThat(agent.health().healthy()).isTrue();
  }

  @Test
  void staging_leaves_the_way_back_open_also_when_the_device_stops_meanwhile() throws Exception {
    good(releases.release(1));
    good(releases.release(2));

    stage(releases.release(3));
    restart(config -> config);

    assertThat(agent.status().previousVersion()).isEqualTo(1);
    assertThat(agent.status().stagedVersion()).isEqualTo(3);
    assertThat(rollback(2).activeVersion()).isEqualTo(1);
  }

  @Test
  void a_release_that_fails_its_health_check_leads_past_the_canary_before_it() throws Exception {
    good(releases.release(1));
    deploy(releases.release(2));
    restart(config -> fault(config, Fault.HEALTH));
    stage(releases.release(3));

    assertRefused(Refusal.HEALTH_CHECK_FAILED, () -> activate(3));

    assertThat(agent.status().activeVersion()).isEqualTo(1);
    assertThat(agent.health().healthy()).isTrue();
    restart(config -> config);
    assertThat(agent.status().activeVersion()).isEqualTo(1);
  }

  @Test
  void only_the_active_release_can_be_judged_good() throws Exception {
    deploy(releases.release(1));

    assertRefused(Refusal.NOT_ACTIVE, () -> accept(2));

    assertThat(agent.status().judged()).isFalse();
    assertThat(accept(1).judged()).isTrue();
  }

  @Test
  void no_more_than_three_releases_lie_on_the_device() throws Exception {
    for (int release = 1; release <= 5; release++) {
      good(releases.release(release));
    }

    try (var slots = Files.list(device().resolve("slots"))) {
      assertThat(slots).hasSize(3);
    }
    assertThat(agent.status().previousVersion()).isEqualTo(4);
  }
}
