package io.edgeflow.installed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Maven and Gradle read of the modules, be they built on whatever machine. */
class PublishedPomsTest {
  private static final Path ROOT = Path.of(System.getProperty("edgeflow.root", ".."));
  private static final Pom BOM = Pom.of("pipeline-bom");

  @Test
  void the_bom_lists_every_module_and_nothing_else() {
    List<String> modules =
        Pom.all().stream()
            .map(Pom::artifactId)
            .filter(id -> !id.equals("edgeflow-parent") && !id.equals("pipeline-bom"))
            .toList();

    assertThat(BOM.texts("//dependencyManagement//artifactId")).containsExactlyElementsOf(modules);
    assertThat(BOM.texts("//dependencyManagement//version")).containsOnly("${project.version}");
    assertThat(BOM.texts("/project/parent")).as("whose versions would come along").isEmpty();
    assertThat(BOM.version()).isEqualTo(Pom.parent().version());
  }

  @Test
  void no_dependency_depends_on_the_machine() throws IOException {
    for (Pom pom : Pom.all()) {
      assertThat(pom.text()).as("%s", pom).doesNotContain("${os.").doesNotContain("<os>");
      assertThat(pom.texts("//dependency/classifier"))
          .as("%s", pom)
          .allMatch(classifier -> classifier.matches("[a-z0-9_-]+"));
      assertThat(pom.texts("//profile//dependencies[not(ancestor::plugin)]")).isEmpty();
    }
  }

  @Test
  void natives_come_for_every_platform() {
    assertThat(Pom.of("pipeline-train").texts("//dependency/classifier"))
        .containsExactly("linux-x86_64", "linux-aarch64", "osx-aarch64");
    assertThat(Pom.of("pipeline-formats").texts("//dependency/classifier"))
        .containsExactly(
            "linux-x86_64",
            "linux-arm64",
            "macosx-arm64",
            "linux-x86_64",
            "linux-arm64",
            "macosx-arm64");
  }

  @Test
  void the_documents_name_the_version_that_is_built() throws IOException {
    String version = Pom.parent().version();

    for (String document :
        List.of("README.md", "docs/examples/iris-application/pom.xml", "CONTRIBUTING.md")) {
      String text = Files.readString(ROOT.resolve(document));
      Stream<String> named =
          text.lines().filter(line -> line.matches(".*[0-9]+\\.[0-9]+\\.[0-9]+-SNAPSHOT.*"));
      assertThat(named).as(document).allMatch(line -> line.contains(version));
    }
  }
}
