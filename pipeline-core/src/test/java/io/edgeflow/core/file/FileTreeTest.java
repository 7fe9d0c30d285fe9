package io.edgeflow.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
  @TempDir private Path folder;

  @Test
  void a_folder_goes_with_all_it_holds_and_its_neighbour_stays() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("tree/a/b"));
    Files.writeString(deep.resolve("leaf"), "x");
    Files.createDirectories(folder.resolve("tree/empty"));
    Path neighbour = Files.writeString(folder.resolve("neighbour"), "x");

    FileTree.delete(folder.resolve("tree"));

    assertThat(folder.resolve("tree")).doesNotExist();
    assertThat(neighbour).exists();
  }

  @Test
  void a_single_file_goes() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    FileTree.delete(file);

    assertThat(file).doesNotExist();
  }

  @Test
  void nothing_there_is_no_failure() {
    assertThatCode(() -> FileTree.delete(folder.resolve("nothing"))).doesNotThrowAnyException();
  }

  @Test
  void a_link_goes_and_what_it_points_to_stays() throws IOException {
    Path kept = Files.createDirectories(folder.resolve("kept"));
    Files.writeString(kept.resolve("file"), "x");
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Files.createSymbolicLink(tree.resolve("link"), kept);
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("gone"));

    FileTree.delete(tree);
    FileTree.delete(dangling);

    assertThat(tree).doesNotExist();
    assertThat(Files.isSymbolicLink(dangling)).isFalse();
    assertThat(kept.resolve("file")).exists();
  }
}
