package io.edgeflow.orchestrator.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.orchestrator.config.WorkflowConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Finds a misspelt key in code that no test runs, such as the refusal of a rare contradiction. */
class KeyLiteralsTest {
  private static final Path ROOT = Path.of(System.getProperty("edgeflow.root", ".."));

  private static final Pattern KEY =
      Pattern.compile(
          "(?:\\.(?:integer|integer64|number|flag|text|secret|duration|texts|integers|textMap"
              + "|sections?|optional(?:Text|Number|Integer)|isWritten|locationOf)\\("
              + "|\\.refuse\\(\\s*problems,)\\s*\"([^\"]*)\"");

  @Test
  void every_key_that_code_names_is_in_a_table() throws IOException {
    Set<String> known =
        KeyPath.all(WorkflowConfig.FIELDS).stream()
            .map(key -> key.field().name())
            .collect(Collectors.toSet());
    Set<String> named = new TreeSet<>();
    for (Path source : readers()) {
      KEY.matcher(Files.readString(source))
          .results()
          .map((MatchResult match) -> match.group(1))
          .forEach(named::add);
    }

    assertThat(named).hasSizeGreaterThan(50).isSubsetOf(known);
  }

  private static List<Path> readers() throws IOException {
    List<Path> readers = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path sources : modules.map(module -> module.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(sources)) {
          try (Stream<Path> files = Files.walk(sources)) {
            files.filter(KeyLiteralsTest::readsSections).forEach(readers::add);
          }
        }
      }
    }
    return readers;
  }

  private static boolean readsSections(Path source) {
    try {
      return source.toString().endsWith(".java")
          && Files.readString(source).contains("import io.edgeflow.core.config.Section;");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
