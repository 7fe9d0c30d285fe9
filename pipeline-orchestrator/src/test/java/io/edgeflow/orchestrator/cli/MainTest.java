package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final Program program = new Program();

  static Stream<String> commands() {
    return Stream.of(
        "run",
        "plan",
        "validate",
        "explain",
        "schema",
        "runs",
        "show",
        "inspect",
        "convert",
        "serve",
        "agent",
        "shell",
        "doctor",
        "gc",
        "track",
        "track sync");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_command_has_help_with_an_example(String command) {
    String[] arguments = (command + " --help").split(" ");

    assertThat(program.run(arguments)).isZero();
    assertThat(program.out())
        .contains("Usage: edgeflow " + command)
        .contains("Example: edgeflow " + command);
  }

  @Test
  void no_command_shows_the_help_with_the_exit_codes() {
    assertThat(program.run()).isZero();
    assertThat(program.out()).contains("Exit codes: 0 done").contains("75 another run");
  }

  @Test
  void the_version_names_java_too() {
    assertThat(program.run("--version")).isZero();
    assertThat(program.out()).contains("edgeflow").contains("Java " + Runtime.version().feature());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rum",
        "run --form x",
        "run --from nowhere",
        "run a.yaml b.yaml",
        "run --set",
        "validate --nope",
        "run --from monitoring --only monitoring"
      })
  void bad_usage_is_exit_code_2_and_one_message(String line) {
    assertThat(program.run(line.split(" "))).isEqualTo(2);
    assertThat(program.err()).startsWith("edgeflow: ");
    assertThat(program.out()).isEmpty();
  }

  @Test
  void the_agents_help_lists_each_option_with_what_it_is() {
    program.run("agent", "--help");

    assertThat(program.out())
        .containsPattern("--state=DIR +the device's folder")
        .containsPattern("--id=ID +the one device's name")
        .contains("--devices=FILE|N", "--host=HOST", "--port=PORT", "--port-file=FILE")
        .contains("--product=NAME", "--hardware=NAME", "--exit-with-input");
  }

  @Test
  void a_near_miss_gets_a_suggestion() {
    program.run("rum");
    assertThat(program.err()).contains("did you mean \"run\"?");

    program.run("track", "synk");
    assertThat(program.err()).contains("did you mean \"sync\"?");

    program.run("validat");
    assertThat(program.err()).contains("did you mean \"validate\"?");

    program.run("run", "--form", "x");
    assertThat(program.err()).contains("did you mean \"--from\"?");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_fits_a_terminal_of_60_columns_and_breaks_no_word(String command) {
    String[] arguments = (command + " --help").split(" ");
    program.run(arguments);
    String wide = program.out();

    Program narrow = new Program().onTerminal(60);
    narrow.run(arguments);

    assertThat(narrow.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(61));
    assertThat(words(narrow.out())).isEqualTo(words(wide));
  }

  @Test
  void an_error_fits_a_terminal_of_60_columns() {
    Program narrow = new Program().onTerminal(60);

    narrow.run("explain", "model_training.training.epoch");
    narrow.run("run", "--from", "nowhere", Program.ROOT + "/config/workflow_config.yaml");

    assertThat(narrow.err()).contains("limit: data_pipeline, model_training");
    assertThat(narrow.err().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(61));
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+", -1));
  }
}
