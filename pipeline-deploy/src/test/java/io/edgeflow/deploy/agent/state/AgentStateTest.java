package io.edgeflow.deploy.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentStateTest {
  private static final AgentState FIRST = deployed(AgentState.fresh(), 1).accepted();
  private static final AgentState SECOND = deployed(FIRST, 2);

  private static AgentState deployed(AgentState before, long version) {
    return before.withStaged(before.freeSlot()).activating().confirmedAs(version, "of " + version);
  }

  @Test
  void slots_take_turns() {
    assertThat(AgentState.fresh().freeSlot()).isEqualTo("a");
    assertThat(FIRST.freeSlot()).isEqualTo("b");
    assertThat(SECOND.freeSlot()).isEqualTo("c");
    assertThat(deployed(SECOND.accepted(), 3).freeSlot()).isEqualTo("a");
  }

  @Test
  void staging_leaves_the_way_back_open() {
    AgentState staging = SECOND.withStaged(SECOND.freeSlot());

    assertThat(staging.uses("a")).isTrue();
    assertThat(staging.uses("c")).isTrue();
    assertThat(staging.fallenBack().active()).isEqualTo("a");
  }

  @Test
  void a_release_that_nobody_judged_is_never_what_a_rollback_leads_to() {
    AgentState third = deployed(SECOND, 3);

    assertThat(third.active()).isEqualTo("c");
    assertThat(third.previous()).isEqualTo("a");
    assertThat(deployed(SECOND.accepted(), 3).previous()).isEqualTo("b");
  }

  @Test
  void falling_back_keeps_the_highest_version() {
    AgentState back = SECOND.fallenBack();

    assertThat(back.active()).isEqualTo("a");
    assertThat(back.highestVersion()).isEqualTo(2);
    assertThat(back.highestBundle()).isEqualTo("of 2");
    assertThat(back.confirmed()).isTrue();
    assertThat(back.judged()).isTrue();
  }

  @Test
  void an_unconfirmed_version_does_not_raise_the_highest() {
    AgentState trying = FIRST.withStaged("b").activating();

    assertThat(trying.confirmed()).isFalse();
    assertThat(trying.fallenBack().highestVersion()).isEqualTo(1);
  }
}
