package io.edgeflow.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.orchestrator.shell.Shell;
import io.edgeflow.train.architecture.Architecture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
  private static final Path README =
      Path.of(System.getProperty("edgeflow.root", "..")).resolve("README.md");

  @TempDir private Path folder;

  @Test
  void the_java_examples_compile() throws IOException {
    List<String> examples =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(readme())
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(examples).hasSize(4);
    for (String example : examples) {
      Path source = folder.resolve("Example.java");
      Files.writeString(
          source, imports() + "class Example { void run() throws Exception {\n" + example + "}}\n");

      assertThat(compile(source)).isEmpty();
    }
  }

  @Test
  void the_example_stands_early_and_the_picture_soon_after() throws IOException {
    List<String> lines = readme().lines().toList();

    assertThat(lines.indexOf("```java")).isBetween(1, 19);
    assertThat(lines.indexOf("```mermaid")).isBetween(1, 39);
  }

  @Test
  void every_command_of_the_table_exists() throws IOException {
    Matcher commands = Pattern.compile("\\| `./edgeflow ([a-z]+( sync)?)").matcher(readme());

    List<String> named = commands.results().map(m -> m.group(1)).toList();

    assertThat(named)
        .containsExactly(
            "run",
            "plan",
            "validate",
            "explain",
            "schema",
            "runs",
            "show",
            "predict",
            "inspect",
            "convert",
            "serve",
            "agent",
            "shell",
            "doctor",
            "gc",
            "track sync");
  }

  @Test
  void every_network_stands_in_the_table_of_networks() throws IOException {
    String table = readme().split("\\| network \\|", 2)[1].split("\n\n", 2)[0];

    List<String> named =
        table
            .lines()
            .map(row -> row.split("\\|", 3)[1])
            .flatMap(cell -> Pattern.compile("`(\\w+)`").matcher(cell).results())
            .map(found -> found.group(1))
            .toList();

    assertThat(named).containsExactlyInAnyOrderElementsOf(Architecture.ALL.all().keySet());
  }

  private static String readme() throws IOException {
    return Files.readString(README);
  }

  /** The example is written for a reader who lets the editor add the imports; so does the shell. */
  private static String imports() throws IOException {
    try (InputStream startup = Shell.class.getResourceAsStream("startup.jsh")) {
      return new String(startup.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line + ";\n")
          .collect(Collectors.joining());
    }
  }

  private List<String> compile(Path source) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    try (var files = compiler.getStandardFileManager(problems, null, StandardCharsets.UTF_8)) {
      compiler
          .getTask(
              null,
              files,
              problems,
              List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
              null,
              files.getJavaFileObjects(source))
          .call();
    }
    return problems.getDiagnostics().stream()
        .filter(d -> d.getKind() == javax.tools.Diagnostic.Kind.ERROR)
        .map(Object::toString)
        .toList();
  }
}
