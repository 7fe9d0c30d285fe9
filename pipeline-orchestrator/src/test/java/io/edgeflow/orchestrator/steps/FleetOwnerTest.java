package io.edgeflow.orchestrator.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.deploy.DeployConfig;
import io.edgeflow.deploy.fleet.LocalFleetConfig;
import io.edgeflow.orchestrator.testing.Agents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetOwnerTest {
  @TempDir private Path folder;

  private final ConfigBuilder<DeployConfig> config =
      DeployConfig.builder().set(LocalFleetConfig.DEVICES, 1);

  private FleetOwner owner() {
    return new FleetOwner(config.build(), new Workspace(folder));
  }

  @Test
  void what_is_launched_ahead_is_what_is_handed_out() {
    try (FleetOwner owner = owner()) {
      owner.launchAhead();
      ProcessHandle ahead = Agents.only();

      assertThat(owner.fleet().client().targets()).hasSize(1);
      assertThat(Agents.only()).isEqualTo(ahead);
    }
    assertThat(Agents.alive()).isEmpty();
  }

  @Test
  void one_that_nobody_asked_for_is_ended_while_it_still_starts() {
    FleetOwner owner = owner();
    owner.launchAhead();
    ProcessHandle ahead = Agents.only();

    owner.close();

    assertThat(ahead.isAlive()).isFalse();

    assertThat(Agents.alive()).isEmpty();
  }

  @Test
  void one_that_is_not_even_launched_yet_is_ended_all_the_same() {
    FleetOwner owner = owner();
    owner.launchAhead();

    owner.close();

    assertThat(Agents.alive()).isEmpty();
    assertThat(folder.resolve("fleet/devices.json")).exists();
  }

  @Test
  void one_that_ended_before_it_was_needed_is_launched_again() throws Exception {
    try (FleetOwner owner = owner()) {
      owner.launchAhead();
      ProcessHandle ahead = Agents.only();
      ahead.destroyForcibly();
      ahead.onExit().get(10, TimeUnit.SECONDS);

      assertThat(owner.fleet().client().targets()).hasSize(1);
    }
  }

  @Test
  void one_that_dies_after_it_was_asked_stays_dead_for_monitoring_to_see() throws Exception {
    try (FleetOwner owner = owner()) {
      owner.fleet().client();
      ProcessHandle agent = Agents.only();
      agent.destroyForcibly();
      agent.onExit().get(10, TimeUnit.SECONDS);

      assertThat(owner.fleet().isUp()).isFalse();
      assertThat(Agents.alive()).isEmpty();
    }
  }

  @Test
  void what_keeps_it_from_starting_is_told_to_the_step_that_asks() throws Exception {
    Files.createFile(folder.resolve("fleet"));
    try (FleetOwner owner = owner()) {
      owner.launchAhead();

      assertThatThrownBy(owner::fleet)
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("fleet");
    }
  }
}
