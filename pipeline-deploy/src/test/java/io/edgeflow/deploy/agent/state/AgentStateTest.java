package io.edgeflow.deploy.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentStateTest {
  private static final AgentState FIRST =
      AgentState.fresh().withStaged("a").activating().confirmedAs(1, "one");
  private static final AgentState SECOND =
      FIRST.withoutFreeSlot().withStaged(FIRST.freeSlot()).activating().confirmedAs(2, "two");

  @Test
  void slots_take_turns() {
    assertThat(AgentState.fresh().freeSlot()).isEqualTo("a");
    assertThat(FIRST.freeSlot()).isEqualTo("b");
    assertThat(SECOND.freeSlot()).isEqualTo("a");
    assertThat(SECOND.active()).isEqualTo("b");
    assertThat(SECOND.previous()).isEqualTo("a");
  }

  @Test
  void before_the_previous_slot_is_overwritten_nothing_leads_to_it() {
    AgentState overwriting = SECOND.withoutFreeSlot();

    assertThat(overwriting.uses("a")).isFalse();
    assertThat(overwriting.uses("b")).isTrue();
    assertThat(overwriting.fallenBack().active()).isNull();
  }

  @Test
  void falling_back_keeps_the_highest_version() {
    AgentState back = SECOND.fallenBack();

    assertThat(back.active()).isEqualTo("a");
    assertThat(back.highestVersion()).isEqualTo(2);
    assertThat(back.highestBundle()).isEqualTo("two");
    assertThat(back.confirmed()).isTrue();
  }

  @Test
  void an_unconfirmed_version_does_not_raise_the_highest() {
    AgentState trying = FIRST.withStaged("b").activating();

    assertThat(trying.confirmed()).isFalse();
    assertThat(trying.fallenBack().highestVersion()).isEqualTo(1);
  }

  /** The persisted form; devices in the field have it on disk. */
  @Test
  void it_is_written_as_it_always_was() {
    assertThat(AgentState.FORM.pretty(SECOND))
        .isEqualTo(
            """
            {
              "format_version" : 2,
              "active" : "b",
              "previous" : "a",
              "confirmed" : true,
              "highest_version" : 2,
              "highest_bundle" : "two"
            }
            """);
    assertThat(AgentState.FORM.read(AgentState.FORM.pretty(SECOND), "test")).isEqualTo(SECOND);
  }
}
