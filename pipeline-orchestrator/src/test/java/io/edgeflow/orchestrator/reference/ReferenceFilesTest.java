package io.edgeflow.orchestrator.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.orchestrator.config.WorkflowConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are made of the tables; {@code -Dgenerated=write} makes them anew. */
class ReferenceFilesTest {
  private static final String REMEDY =
      " is stale: the tables of the configuration changed. Make it anew and commit it:\n"
          + "mvn test -pl pipeline-orchestrator -am -Dtest=ReferenceFilesTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dgenerated=write\n";

  private static final Path ROOT = Path.of(System.getProperty("edgeflow.root", ".."));

  static Stream<Path> shipped() throws IOException {
    try (Stream<Path> examples = Files.list(ROOT.resolve("config/examples"))) {
      List<Path> files = examples.filter(file -> file.toString().endsWith(".yaml")).toList();
      return Stream.concat(Stream.of(ROOT.resolve("config/workflow_config.yaml")), files.stream());
    }
  }

  @Test
  void the_committed_schema_is_that_of_the_tables() throws IOException {
    assertCommitted("config/workflow_config.schema.json", JsonSchema.of(WorkflowConfig.FIELDS));
  }

  @Test
  void the_committed_page_is_that_of_the_tables() throws IOException {
    assertCommitted("docs/configuration.md", ReferencePage.of(WorkflowConfig.FIELDS));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shipped_files_name_the_schema_in_their_first_line(Path file) throws IOException {
    String first = Files.readAllLines(file).get(0);

    assertThat(first).startsWith("# yaml-language-server: $schema=");
    assertThat(file.resolveSibling(first.substring(first.indexOf('=') + 1)).normalize())
        .isEqualTo(ROOT.resolve("config/workflow_config.schema.json").normalize())
        .isRegularFile();
  }

  private static void assertCommitted(String name, String made) throws IOException {
    Path file = ROOT.resolve(name);
    if ("write".equals(System.getProperty("generated"))) {
      Files.writeString(file, made);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "").as(name + REMEDY).isEqualTo(made);
  }
}
