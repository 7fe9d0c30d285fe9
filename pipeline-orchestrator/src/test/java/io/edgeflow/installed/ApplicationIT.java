package io.edgeflow.installed;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.file.FileTree;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example application, built by a Maven of its own against the jars of this build. */
class ApplicationIT {
  private static final Path ROOT = Path.of(System.getProperty("edgeflow.root", ".."));
  private static final String LOGGER = "slf4j-jdk14-2.0.17.jar";

  @TempDir private static Path folder;
  private static Path project;
  private static String classPath;

  @BeforeAll
  static void build_the_application() throws Exception {
    Path others = Path.of(System.getProperty("maven.repo.local"));
    LocalRepository installed = LocalRepository.in(folder.resolve("repository"), others);
    project = copy(ROOT.resolve("docs/examples/iris-application"), folder.resolve("application"));
    Path maven = Path.of(System.getProperty("maven.home"), "bin", "mvn");
    run(
        "build",
        List.of(
            maven.toString(), "-B", "-ntp", "-Dmaven.repo.local=" + installed.root(), "package"));
    classPath = Files.readString(project.resolve("target/class-path")).strip();
  }

  /** Before the folder goes, whose deletion would warn of each link. */
  @AfterAll
  static void forget_the_links() throws IOException {
    FileTree.delete(folder.resolve("repository"));
  }

  @Test
  void no_logger_and_no_command_line_is_forced_on_it() {
    assertThat(jars(classPath)).contains(LOGGER).contains("snakeyaml-2.5.jar");
    assertThat(jars(classPath))
        .noneMatch(jar -> jar.matches("(slf4j-simple|picocli|jline|logback|log4j).*"));
  }

  @Test
  void no_configuration_of_a_logger_is_in_our_jars() throws IOException {
    for (Pom pom : Pom.all()) {
      if (Files.exists(pom.jar())) {
        try (FileSystem jar = FileSystems.newFileSystem(pom.jar());
            Stream<Path> top = Files.list(jar.getPath("/"))) {
          assertThat(top.map(Path::toString))
              .as("%s", pom.jar())
              .containsExactlyInAnyOrder("/META-INF", "/io");
        }
      }
    }
  }

  @Test
  void it_gets_the_very_libraries_that_our_tests_ran_with() {
    String ours =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> others = new ArrayList<>(jars(classPath));
    others.removeIf(jar -> jar.startsWith("pipeline-") || jar.equals(LOGGER));

    assertThat(jars(ours)).containsAll(others);
  }

  @Test
  void it_runs_a_workflow_made_in_code_and_logs_where_it_wants_to() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String own = project.resolve("target/classes") + File.pathSeparator + classPath;
    Path iris = ROOT.resolve("config/examples/data/iris.csv");
    Path space = folder.resolve("space");

    String said =
        run(
            "run",
            List.of(
                java,
                "-Dai.djl.offline=true",
                "-cp",
                own,
                "com.example.Iris",
                iris.toString(),
                space.toString()));

    assertThat(said)
        .contains("succeeded in", "data_quality PASS", "fleet_health PASS")
        .containsPattern("EdgeModel\\[release 1, model [0-9a-f]{12} in .*: 4 columns in, 3 numbers")
        .contains("\nsetosa\n")
        .as("java.util.logging's form")
        .contains("ai.djl.pytorch.engine.PtEngine newInstance\nINFO: ")
        .doesNotContain("SLF4J");
    assertThat(space.resolve("releases/1/bundle.zip")).exists();
  }

  private static String run(String what, List<String> command) throws Exception {
    Path said = folder.resolve(what + ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0).as(Files.readString(said)).isTrue();
    return Files.readString(said);
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file));
        if (!from.relativize(file).startsWith("target")) {
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    return to;
  }

  private static List<String> jars(String path) {
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .map(jar -> Path.of(jar).getFileName().toString())
        .filter(name -> name.endsWith(".jar"))
        .toList();
  }
}
