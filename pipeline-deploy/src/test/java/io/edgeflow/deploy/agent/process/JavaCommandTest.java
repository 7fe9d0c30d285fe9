package io.edgeflow.deploy.agent.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaCommandTest {
  private static final String PROPERTY = "edgeflow.agent.classes";

  @TempDir private Path folder;

  @AfterEach
  void forget() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void without_a_launcher_no_classes_are_listed_or_shared() {
    assertThat(JavaCommand.listing()).isEmpty();
    assertThat(command()).noneMatch(word -> word.contains("Archive") || word.contains(PROPERTY));
  }

  @Test
  void the_first_process_lists_its_classes_and_later_ones_share_the_archive() throws IOException {
    String name = folder.resolve("agent").toString();
    System.setProperty(PROPERTY, name);

    assertThat(JavaCommand.listing())
        .containsExactly("-XX:DumpLoadedClassList=" + name + ".classes");
    assertThat(command()).contains("-D" + PROPERTY + "=" + name).noneMatch(JavaCommandTest::shares);

    Files.createFile(Path.of(name + ".classes"));
    assertThat(JavaCommand.listing()).isEmpty();

    Files.writeString(Path.of(name + ".jsa"), "archive");
    assertThat(JavaCommand.listing()).isEmpty();
    assertThat(command()).containsSubsequence("-XX:SharedArchiveFile=" + name + ".jsa", "own");
  }

  @Test
  void an_empty_archive_says_that_this_java_makes_none() throws IOException {
    System.setProperty(PROPERTY, folder.resolve("agent").toString());
    Files.createFile(folder.resolve("agent.jsa"));

    assertThat(JavaCommand.listing()).isEmpty();
    assertThat(command()).noneMatch(JavaCommandTest::shares);
  }

  private static boolean shares(String word) {
    return word.startsWith("-XX:SharedArchiveFile");
  }

  private static List<String> command() {
    return JavaCommand.of("a.jar", List.of("own"), "Main", List.of());
  }
}
