package io.edgeflow.orchestrator.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.edgeflow.orchestrator.run.Provenance.Git;
import io.edgeflow.orchestrator.run.Provenance.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginTest {
  @TempDir private Path folder;

  private String git(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "user.name=a", "-c", "user.email=a@b.invalid", "-c", "gc.auto=0"));
    command.addAll(List.of(arguments));
    return ShortCommand.run(folder, command).orElseThrow().strip();
  }

  private Path committed() throws Exception {
    assumeTrue(ShortCommand.run(folder, List.of("git", "--version")).isPresent(), "no git here");
    Path config = Files.writeString(folder.resolve("workflow.yaml"), "workflow: {}");
    git("init", "--quiet");
    git("add", "workflow.yaml");
    git("commit", "--quiet", "-m", "first");
    return config;
  }

  @Test
  void a_configuration_in_a_repository_has_its_commit() throws Exception {
    Path config = committed();

    assertThat(Origin.git(config)).contains(new Git(git("rev-parse", "HEAD"), false));
  }

  @Test
  void a_changed_file_of_the_repository_is_an_uncommitted_change_and_a_stranger_is_none()
      throws Exception {
    Path config = committed();

    Files.writeString(folder.resolve("notes.txt"), "not tracked");
    boolean stranger = Origin.git(config).orElseThrow().uncommittedChanges();
    Files.writeString(config, "workflow: {seed: 43}");
    boolean changed = Origin.git(config).orElseThrow().uncommittedChanges();

    assertThat(stranger).isFalse();
    assertThat(changed).isTrue();
  }

  @Test
  void a_configuration_that_is_not_tracked_is_an_uncommitted_change() throws Exception {
    committed();
    Path other = Files.writeString(folder.resolve("other.yaml"), "workflow: {}");

    assertThat(Origin.git(other).orElseThrow().uncommittedChanges()).isTrue();
  }

  @Test
  void outside_of_a_repository_and_before_the_first_commit_there_is_none() {
    assumeTrue(ShortCommand.run(folder, List.of("git", "--version")).isPresent(), "no git here");

    Optional<Git> outside = Origin.git(folder.resolve("workflow.yaml"));
    git("init", "--quiet");

    assertThat(outside).isEmpty();
    assertThat(Origin.git(folder.resolve("workflow.yaml"))).isEmpty();
  }

  @Test
  void a_program_that_is_not_there_or_fails_gives_no_answer() {
    assertThat(ShortCommand.run(folder, List.of("edgeflow-no-such-program"))).isEmpty();
    assertThat(ShortCommand.run(folder.resolve("nowhere"), List.of("git", "--version"))).isEmpty();
    assertThat(ShortCommand.run(folder, List.of("false"))).isEmpty();
  }

  @Test
  void the_machine_and_the_engines_are_named_without_loading_an_engine() {
    Machine machine = Origin.machine();

    assertThat(machine.cpu()).isNotBlank().doesNotContain("\n");
    assertThat(machine.processors()).isPositive();
    assertThat(machine.memoryBytes()).isGreaterThan(1L << 28);
    assertThat(Origin.engines())
        .containsKeys("DJL", "PyTorch", "ONNX Runtime", "LiteRT (TFLite)", "DuckDB")
        .allSatisfy((name, version) -> assertThat(version).matches("[0-9]+(\\.[0-9]+)+"))
        .containsEntry("LiteRT (TFLite)", "2.20.0");
  }
}
