package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidateCommandTest {
  private static final String SHIPPED =
      Program.ROOT.resolve("config/workflow_config.yaml").toString();

  @TempDir private Path folder;
  private final Program program = new Program();

  @Test
  void a_data_file_that_is_missing_is_told_with_its_place() throws IOException {
    Path file =
        write(
            """
            data_pipeline:
              data_sources:
                - {name: a, type: files, path: "%s"}
                - {name: b, type: files, path: gone.csv}
                - {name: c, type: json_lines, path: gone.jsonl}
            """
                .formatted(Program.DIGITS));

    assertThat(program.run("validate", file.toString())).isEqualTo(2);
    assertThat(program.err())
        .contains("2 problems")
        .contains(file + ":4:14: data_pipeline.data_sources[1]: ", "gone.csv")
        .contains(file + ":5:14: data_pipeline.data_sources[2]: ", "gone.jsonl");
  }

  @Test
  void a_model_file_that_is_missing_is_told_with_the_place_of_its_key() throws IOException {
    Path there = Files.writeString(folder.resolve("there.onnx"), "looked at when it is read");
    Path file =
        write(
            """
            data_pipeline: {data_sources: [{name: a, type: files, path: "%s"}]}
            model_training:
              model:
                onnx: gone.onnx
            model_optimization:
              distillation:
                teacher: {tflite: gone.tflite}
            """
                .formatted(Program.DIGITS));

    assertThat(program.run("validate", file.toString())).isEqualTo(2);
    assertThat(program.err())
        .contains("1 problem")
        .contains(file + ":4:11: model_training.model.onnx: The model file is missing")
        .contains("gone.onnx");
    Files.writeString(
        file, Files.readString(file).replace("gone.onnx", there.getFileName().toString()));
    assertThat(program.run("validate", file.toString())).as(program.err()).isZero();
    Files.writeString(file, Files.readString(file).replace("onnx: there.onnx", "type: mlp"));
    Files.writeString(
        file, Files.readString(file).replace("teacher:", "enabled: true\n    teacher:"));
    assertThat(program.run("validate", file.toString())).isEqualTo(2);
    assertThat(program.err())
        .contains(
            file
                + ":8:23: model_optimization.distillation.teacher.tflite: The model file is"
                + " missing");
  }

  @Test
  void a_workspace_that_may_not_be_written_is_told_and_nothing_is_made() throws IOException {
    Path taken = Files.createFile(folder.resolve("a-file"));

    int code = program.run("validate", SHIPPED, "--workspace", taken.resolve("space").toString());

    assertThat(code).isEqualTo(2);
    assertThat(program.err()).contains("workflow.workspace: ").contains("may not be written");
    assertThat(program.run("validate", SHIPPED, "--workspace", folder.resolve("b/c").toString()))
        .isZero();
    assertThat(folder.resolve("b")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: [1, 2",
        "workflow: {seed: 1",
        "workflow:\n\tseed: 1\n",
        "a: &a [*a, *a]\n",
        """
        a: &a [x, x, x, x, x, x, x, x, x]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
        d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
        e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
        f: [*e, *e, *e, *e, *e, *e, *e, *e, *e]
        """
      })
  void what_is_no_yaml_and_what_explodes_is_one_problem(String text) throws IOException {
    assertThat(program.run("validate", write(text).toString())).isEqualTo(2);
    assertThat(program.err()).contains("has 1 problem:");
  }

  @Test
  void the_shipped_configuration_is_valid() {
    assertThat(program.run("validate", SHIPPED)).as(program.err()).isZero();
    assertThat(program.out()).contains("is valid");
  }

  @Test
  void a_misspelt_key_is_told_with_its_line_and_a_suggestion() throws IOException {
    Path file = write("workflow:\n  seed: 1\n  thread: 2\n");

    assertThat(program.run("validate", file.toString())).isEqualTo(2);
    assertThat(program.err())
        .contains(file + ":3:3: workflow.thread: unknown key; did you mean \"threads\"?");
  }

  @Test
  void a_key_that_stands_a_level_too_deep_or_too_high_is_told_where_it_belongs()
      throws IOException {
    Path file =
        write(
            """
            model_training:
              learning_rate: 0.1
              evaluation:
                thresholds: {worst_slice: {accuracy: 0.9}}
                margin: 0.01
            """);

    assertThat(program.run("validate", file.toString())).isEqualTo(2);
    assertThat(program.err())
        .contains("unknown key; did you mean \"model_training.training.learning_rate\"?")
        .contains("unknown key; did you mean \"model_training.evaluation.worst_slice\"?")
        .contains("unknown key; did you mean \"model_training.evaluation.no_worse.margin\"?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "freeze: [conv9] | training.freeze: No layer fits the pattern; where: model_training.training.freeze; found: conv9; limit: the layers [conv1, conv2, fc1, fc2]",
        "groups: [{layers: conv*, rate: 2}, {layers: head, rate: 2}] | training.groups: No layer fits",
        "freeze: ['*'] | training.freeze: All layers are frozen",
      })
  void a_pattern_that_fits_no_layer_of_a_network_that_is_known_is_refused(
      String patterns, String told) {
    String setting = "model_training.training={" + patterns + "}";

    assertThat(program.run("validate", SHIPPED, "--set", setting)).isEqualTo(2);
    assertThat(program.err()).contains("has 1 problem:").contains("model_training." + told);
  }

  @Test
  void a_pattern_that_fits_or_that_only_the_data_can_tell_of_is_valid() {
    String freeze = "model_training.training.freeze=[conv1]";

    assertThat(program.run("validate", SHIPPED, "--set", freeze)).isZero();
    assertThat(
            program.run(
                "validate",
                SHIPPED,
                "--set",
                "model_training.training.freeze=[conv9]",
                "--set",
                "data_pipeline.features={label: label}",
                "--set",
                "data_pipeline.augmentation={enabled: false}"))
        .as(program.err())
        .isZero();
  }

  @Test
  void all_problems_of_all_sections_are_told_at_once() throws IOException {
    Path file =
        write(
            """
            workflow: {seed: yes, seed: 2}
            model_trainin: {}
            model_training:
              training: {epochs: 0}
            monitoring:
              drift: {threshold: 1.5}
              alerts: {channels: [{type: webhook, url: "${EDGEFLOW_TEST_NOT_SET}"}]}
            """);

    assertThat(program.run("validate", file.toString())).isEqualTo(2);
    assertThat(program.err())
        .contains("seed: is given twice")
        .contains(":1:18: workflow.seed: must be a whole number, found \"yes\"")
        .contains("model_trainin: unknown key; did you mean \"model_training\"?")
        .contains("model_training.training.epochs: must be 1 or more")
        .contains("monitoring.drift.threshold")
        .contains("the environment variable EDGEFLOW_TEST_NOT_SET is not set");
  }

  @Test
  void the_fields_usual_sample_passes_but_for_its_email_channel() throws IOException {
    Path file = folder.resolve("sample.yaml");
    try (InputStream sample =
        getClass()
            .getResourceAsStream("/io/edgeflow/orchestrator/config/sample_workflow_config.yaml")) {
      Files.copy(sample, file);
    }

    assertThat(program.run("validate", "--json", file.toString())).isEqualTo(2);

    List<?> problems = (List<?>) Json.readMap(program.out(), "validate").get("problems");
    assertThat(problems).singleElement().asString().contains("email").contains("channels[0]");
  }

  @Test
  void a_retention_limit_above_one_is_refused() {
    int code =
        program.run(
            "validate", SHIPPED, "--set", "model_optimization.model_test.accuracy_retention=1.01");

    assertThat(code).isEqualTo(2);
    assertThat(program.err()).contains("--set: model_optimization.model_test.accuracy_retention");
  }

  @Test
  void a_format_to_ship_that_is_not_exported_is_a_contradiction() {
    int code =
        program.run("validate", SHIPPED, "--set", "model_optimization.export.formats=[onnx]");

    assertThat(code).isEqualTo(2);
    assertThat(program.err())
        .contains("edge_deployment.packaging.format")
        .contains("tflite")
        .contains("export.formats");
  }

  @Test
  void a_valid_file_gives_its_hash_as_json() {
    assertThat(program.run("validate", "--json", SHIPPED)).isZero();

    Map<String, Object> answer = Json.readMap(program.out(), "validate");
    assertThat(answer).containsEntry("valid", true);
    assertThat(answer.get("config_sha256")).asString().hasSize(64);
  }

  @Test
  void a_missing_file_and_one_that_is_not_yaml_are_bad_configuration() throws IOException {
    assertThat(program.run("validate", folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(program.err()).contains("no configuration file").contains("none.yaml");

    assertThat(program.run("validate", write("a: [1, 2").toString())).isEqualTo(2);
    assertThat(program.err()).contains("not YAML");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("w.yaml"), text);
  }
}
