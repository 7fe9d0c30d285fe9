package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a folder that looks built, with a Java that only says what it was asked. */
class LauncherTest {
  private static final String FAKE_JAVA =
      """
      #!/bin/sh
      printf '%s\\n' "$@"
      """;

  @TempDir private Path home;

  @BeforeEach
  void build() throws IOException {
    Files.copy(Path.of(System.getProperty("edgeflow.root"), "edgeflow"), home.resolve("edgeflow"));
    Files.createFile(home.resolve("pom.xml"));
    Files.createDirectories(home.resolve("jdk/bin"));
    Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    Files.writeString(home.resolve("jdk/bin/java"), FAKE_JAVA);
    Files.setPosixFilePermissions(
        home.resolve("jdk/bin/java"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(home.resolve("target/edgeflow/cds"));
    Files.createFile(home.resolve("target/edgeflow/built"));
  }

  @Test
  void an_agent_starts_from_what_a_device_has() throws Exception {
    List<String> asked = asked("agent", "--state", "some folder", "--id", "door");

    assertThat(asked)
        .contains("-cp", home.toRealPath() + "/target/edgeflow/agent/*", "-Xmx512m")
        .endsWith("io.edgeflow.deploy.agent.AgentMain", "--state", "some folder", "--id", "door")
        .noneMatch(word -> word.contains("/lib/*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent --help", "agent --version", "validate x.yaml", "run", "serve"})
  void all_else_starts_from_everything(String line) throws Exception {
    String[] arguments = line.split(" ", -1);

    assertThat(asked(arguments))
        .contains("-cp", home.toRealPath() + "/target/edgeflow/lib/*")
        .contains("io.edgeflow.orchestrator.cli.Main")
        .endsWith(arguments);
  }

  @Test
  void an_agent_shares_the_classes_that_a_run_left_an_archive_of() throws Exception {
    String name =
        asked("run").stream()
            .filter(word -> word.startsWith("-Dedgeflow.agent.classes="))
            .map(word -> word.substring(word.indexOf('=') + 1))
            .findFirst()
            .orElseThrow();
    assertThat(asked("agent", "--id", "door")).noneMatch(word -> word.contains("Archive"));

    Files.writeString(Path.of(name + ".jsa"), "archive");

    assertThat(asked("agent", "--id", "door")).contains("-XX:SharedArchiveFile=" + name + ".jsa");
  }

  @Test
  void the_callers_own_options_and_class_path_come_last() throws Exception {
    ProcessBuilder launcher = launcher("agent", "--id", "door");
    launcher.environment().put("EDGEFLOW_JAVA_OPTS", "-Xmx64m -XX:+UseG1GC");
    launcher.environment().put("EDGEFLOW_CLASSPATH", "mine.jar");

    assertThat(output(launcher))
        .containsSubsequence("-Xmx512m", "-Xmx64m", "-XX:+UseG1GC")
        .contains(home.toRealPath() + "/target/edgeflow/agent/*:mine.jar")
        .doesNotContain("-XX:+UseSerialGC");
  }

  @Test
  void another_main_class_is_started_as_a_run_is_and_lists_no_classes_for_it() throws Exception {
    ProcessBuilder launcher = launcher("run", "folder");
    launcher.environment().put("EDGEFLOW_MAIN", "mine.Benchmark");

    List<String> run = new ArrayList<>(asked("run", "folder"));
    assertThat(run.removeIf(word -> word.startsWith("-XX:DumpLoadedClassList="))).isTrue();
    run.replaceAll(
        word -> word.equals("io.edgeflow.orchestrator.cli.Main") ? "mine.Benchmark" : word);
    assertThat(output(launcher)).isEqualTo(run);
  }

  @ParameterizedTest
  @CsvSource({"run, true", "serve, true", "validate x.yaml, false", "agent --id door, false"})
  void what_runs_long_is_compiled_later(String line, boolean later) throws Exception {
    assertThat(asked(line.split(" ", -1)).contains("-XX:Tier4InvocationThreshold=30000"))
        .isEqualTo(later);
  }

  private List<String> asked(String... arguments) throws Exception {
    return output(launcher(arguments));
  }

  private ProcessBuilder launcher(String... arguments) {
    List<String> command = new ArrayList<>(List.of("bash", home.resolve("edgeflow").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder launcher = new ProcessBuilder(command).redirectErrorStream(true);
    launcher.environment().keySet().removeIf(name -> name.startsWith("EDGEFLOW_"));
    launcher.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    return launcher;
  }

  private static List<String> output(ProcessBuilder launcher) throws Exception {
    Process process = launcher.start();
    String text =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(text).isZero();
    return text.lines().toList();
  }
}
