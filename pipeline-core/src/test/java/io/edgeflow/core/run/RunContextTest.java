package io.edgeflow.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.edgeflow.core.artifact.Artifact;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunContextTest {
  @TempDir Path folder;

  @Test
  void a_standalone_context_has_the_seed_two_threads_and_utc() {
    RunContext context = RunContext.standalone(folder, 42);

    assertThat(context.runId()).isEqualTo("standalone");
    assertThat(context.seed()).isEqualTo(42);
    assertThat(context.threads()).isEqualTo(2);
    assertThat(context.clock().getZone()).isEqualTo(ZoneOffset.UTC);
    assertThat(context.workspace()).isEqualTo(new Workspace(folder));
  }

  @Test
  void the_runs_folder_lies_below_the_workspaces_runs() {
    assertThat(RunContext.standalone(folder, 1).folder())
        .isEqualTo(folder.resolve("runs/standalone"));
  }

  @Test
  void a_standalone_context_stores_files_in_its_workspace() {
    RunContext context = RunContext.standalone(folder, 1);

    Artifact artifact = context.artifacts().put("a", new byte[] {1});

    assertThat(context.workspace().artifacts().holds(artifact)).isTrue();
  }

  @Test
  void a_standalone_context_is_quiet() {
    RunContext context = RunContext.standalone(folder, 1);

    assertThatNoException()
        .isThrownBy(
            () -> {
              context.events().record("stage.started", Map.of());
              context.progress().start("t", 1, "rows").close();
              context.tracker().metric("loss", 0.1, 0);
            });
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void threads_and_events_are_replaced_and_all_else_stays() {
    EventLog log = (type, fields) -> {};
    RunContext usual = RunContext.standalone(folder, 7).within(Deadline.none());

    RunContext changed = usual.withThreads(5).withEvents(log);

    assertThat(changed.threads()).isEqualTo(5);
    assertThat(changed.events()).isSameAs(log);
    assertThat(changed)
        .usingRecursiveComparison()
        .ignoringFields("threads", "events")
        .isEqualTo(usual);
  }
}
