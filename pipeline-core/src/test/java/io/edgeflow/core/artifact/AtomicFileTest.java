package io.edgeflow.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  private List<String> names(Path where) throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void a_file_is_written_whole_with_its_folders() throws IOException {
    Path file = folder.resolve("deep/down/a.bin");

    AtomicFile.write(file, new byte[] {1, 2, 3});

    assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(names(file.getParent())).containsExactly("a.bin");
  }

  @Test
  void a_text_is_written_as_utf8() {
    Path file = folder.resolve("a.txt");

    AtomicFile.write(file, "ü\n");

    assertThat(file).hasBinaryContent(new byte[] {(byte) 0xc3, (byte) 0xbc, '\n'});
  }

  @Test
  void the_new_content_replaces_the_old_one_wholly() {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "a long first text");

    AtomicFile.write(file, "short");

    assertThat(file).hasContent("short");
  }

  @Test
  void an_empty_file_can_be_written() {
    Path file = folder.resolve("empty");

    AtomicFile.write(file, new byte[0]);

    assertThat(file).isEmptyFile();
  }

  @Test
  void a_write_that_fails_names_the_file_and_leaves_nothing_behind() throws IOException {
    Path file = folder.resolve("taken");
    Files.createDirectories(file.resolve("by a folder"));

    assertThatThrownBy(() -> AtomicFile.write(file, "text"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Cannot write the file")
        .hasMessageContaining(file.toString())
        .hasCauseInstanceOf(IOException.class);
    assertThat(names(folder)).containsExactly("taken");
  }

  @Test
  void a_folder_that_cannot_be_made_is_refused() throws IOException {
    Path notAFolder = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> AtomicFile.write(notAFolder.resolve("a"), "text"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Cannot write the file");
  }

  @Test
  void publishing_moves_a_finished_file_into_place() throws IOException {
    Path aside = Files.writeString(folder.resolve("aside"), "done");
    Path file = folder.resolve("final/name");

    AtomicFile.publish(aside, file);

    assertThat(file).hasContent("done");
    assertThat(aside).doesNotExist();
  }

  @Test
  void publishing_replaces_what_was_there() throws IOException {
    Path aside = Files.writeString(folder.resolve("aside"), "new");
    Path file = Files.writeString(folder.resolve("name"), "old");

    AtomicFile.publish(aside, file);

    assertThat(file).hasContent("new");
  }

  @Test
  void publishing_a_file_that_is_not_there_is_refused_and_keeps_the_old_one() throws IOException {
    Path file = Files.writeString(folder.resolve("name"), "old");

    assertThatThrownBy(() -> AtomicFile.publish(folder.resolve("none"), file))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Cannot publish the file")
        .hasMessageContaining(file.toString());
    assertThat(file).hasContent("old");
  }

  @Test
  void the_root_of_the_file_system_is_no_file_name() {
    assertThatThrownBy(() -> AtomicFile.write(Path.of("/"), "text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Not a file name: /");
  }
}
