package io.edgeflow.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
  @TempDir Path folder;

  @Test
  void the_folders_are_those_that_other_tools_read() {
    Workspace workspace = new Workspace(folder);

    assertThat(workspace.runs()).isEqualTo(folder.resolve("runs"));
    assertThat(workspace.run("20250101-1")).isEqualTo(folder.resolve("runs/20250101-1"));
    assertThat(workspace.releases()).isEqualTo(folder.resolve("releases"));
    assertThat(workspace.fleet()).isEqualTo(folder.resolve("fleet"));
    assertThat(workspace.keys()).isEqualTo(folder.resolve("keys"));
    assertThat(workspace.track()).isEqualTo(folder.resolve("track"));
    assertThat(workspace.cache()).isEqualTo(folder.resolve("cache"));
  }

  @Test
  void artifacts_lie_below_the_root() {
    ArtifactStore store = new Workspace(folder).artifacts();

    Artifact artifact = store.put("a", new byte[] {1});

    assertThat(store.open(artifact)).startsWith(folder.resolve("artifacts/sha256"));
  }

  @Test
  void the_root_becomes_absolute_and_free_of_dots() {
    Path expected = Path.of("").toAbsolutePath().resolve("b");

    assertThat(new Workspace(Path.of("a/../b")).root()).isEqualTo(expected).isAbsolute();
    assertThat(new Workspace(Path.of("b"))).isEqualTo(new Workspace(expected));
  }

  @Test
  void naming_a_folder_creates_nothing() {
    Workspace workspace = new Workspace(folder.resolve("not yet"));

    workspace.artifacts();

    assertThat(workspace.run("r")).doesNotExist();
    assertThat(workspace.root()).doesNotExist();
  }
}
