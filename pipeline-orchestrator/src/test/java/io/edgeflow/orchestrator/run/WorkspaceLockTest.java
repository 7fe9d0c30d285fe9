package io.edgeflow.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceLockTest {
  @TempDir private Path folder;

  @Test
  void a_second_holder_is_told_who_the_first_is() {
    Workspace workspace = new Workspace(folder.resolve("new"));

    try (WorkspaceLock lock = WorkspaceLock.take(workspace, WorkspaceLock.Scope.RUN, "run 1")) {
      lock.name("run 20261121-194500-ab12");

      assertThatThrownBy(() -> WorkspaceLock.take(workspace, WorkspaceLock.Scope.RUN, "run 2"))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("run 20261121-194500-ab12")
          .hasMessageContaining("pid " + ProcessHandle.current().pid())
          .extracting(e -> ((PipelineException) e).kind().exitCode())
          .isEqualTo(75);
    }
  }

  @Test
  void a_lock_that_was_given_back_can_be_taken_again() {
    Workspace workspace = new Workspace(folder);
    WorkspaceLock.take(workspace, WorkspaceLock.Scope.RUN, "first").close();

    try (WorkspaceLock second = WorkspaceLock.take(workspace, WorkspaceLock.Scope.RUN, "second")) {
      assertThat(second).isNotNull();
    }
  }

  @Test
  void a_workspace_named_in_another_way_is_the_same_workspace() {
    Workspace other = new Workspace(folder.resolve("elsewhere/.."));

    try (WorkspaceLock lock =
        WorkspaceLock.take(new Workspace(folder), WorkspaceLock.Scope.RUN, "first")) {
      lock.name("run 7");

      assertThat(WorkspaceLock.tryTake(other, WorkspaceLock.Scope.RUN, "second")).isEmpty();
      assertThat(WorkspaceLock.holder(other, WorkspaceLock.Scope.RUN)).contains("run 7");
    }
  }
}
