package io.edgeflow.orchestrator.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.Problems;
import io.edgeflow.orchestrator.config.ConfigLoader;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest {
  private static final String SOURCE =
      "data_pipeline: {data_sources: [{name: a, type: files, path: a.csv}]}\n";

  private final EditorSchema schema = new EditorSchema();

  @TempDir private Path folder;

  @Test
  void it_is_a_schema_of_its_draft() {
    assertThat(EditorSchema.problemsOfTheSchema()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.edgeflow.orchestrator.reference.ReferenceFilesTest#shipped")
  void every_shipped_configuration_is_accepted(Path file) throws IOException {
    assertThat(schema.problems(Files.readString(file))).isEmpty();
  }

  @Test
  void the_tests_small_workflow_is_accepted() throws IOException {
    assertThat(schema.problems(resource("small.yaml"))).isEmpty();
  }

  @Test
  void the_fields_usual_sample_passes_but_for_its_email_channel() throws IOException {
    assertThat(schema.problems(resource("config/sample_workflow_config.yaml")))
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem).contains("/monitoring/alerts/channels/0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "workflow:\n",
        "workflow: {}\n",
        "workflow: {seed: 0}\n",
        "workflow: {seed: 9007199254740992, threads: 256}\n",
        "workflow: {name: 'costs $5'}\n",
        "workflow: {name: '$${literal}'}\n",
        "workflow: {name: 'a ${FORMAT} b ${file:SECRET_FILE}'}\n",
        "tracking: {token: '${file:SECRET_FILE}'}\n",
        "edge_deployment: {packaging: {format: '${FORMAT}'}}\n",
        "model_optimization: {export: {formats: ['${FORMAT}']}}\n",
        "data_pipeline: {quality: {not_applicable: {timeliness: '${FORMAT}'}}}\n",
        "model_training: {training: {learning_rate: 1}}\n",
      })
  void what_validate_accepts_is_accepted(String yaml) throws IOException {
    String whole = yaml.contains("data_pipeline:") ? yaml.replace("{quality", source()) : yaml;
    String text = whole.contains("data_pipeline:") ? whole : whole + SOURCE;

    assertThat(validate(text)).isEmpty();
    assertThat(schema.problems(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workflow: {seed: yes}\n",
        "workflow: {seed: -1}\n",
        "workflow: {seed: 1.5}\n",
        "workflow: {seed: 99999999999999999999}\n",
        "workflow: {seed: '42'}\n",
        "workflow: {seed: null}\n",
        "workflow: {seed: '${FORMAT}'}\n",
        "workflow: {threads: 257}\n",
        "workflow: {thread: 2}\n",
        "workflow: {name: 5}\n",
        "workflow: {name: [a]}\n",
        "workflow: {name: '${FORMAT'}\n",
        "workflow: {name: '${not a name}'}\n",
        "workflow: 5\n",
        "workflow: [a]\n",
        "work: {}\n",
        "tracking: {timeout: 0.5}\n",
        "tracking: {timeout: 5s}\n",
        "model_training: {model: {type: cmm}}\n",
        "model_training: {model: {hidden: 16}}\n",
        "model_training: {model: {hidden: [0]}}\n",
        "model_training: {model: {hidden: [16, 1.5]}}\n",
        "model_training: {evaluation: {metrics: [accuracies]}}\n",
        "model_training: {evaluation: {thresholds: {accuracy: 1.01}}}\n",
        "model_training: {evaluation: {thresholds: {accuracy: .nan}}}\n",
        "model_optimization: {pruning: {enabled: 'true'}}\n",
        "model_optimization: {export: {formats: tflite}}\n",
        "edge_deployment: {targets: [{id: d}]}\n",
        "edge_deployment: {targets: [null]}\n",
        "edge_deployment: {targets: {id: d, uri: 'https://localhost'}}\n",
        "edge_deployment: {local_fleet: {faults: {device-01: 5}}}\n",
        "edge_deployment: {local_fleet: {faults: [health]}}\n",
        "monitoring: {alerts: {channels: [{type: email}]}}\n",
        "monitoring: {alerts: {channels: [{}]}}\n",
      })
  void what_validate_refuses_of_one_key_is_refused(String yaml) throws IOException {
    assertThat(validate(yaml + SOURCE)).isNotEmpty();
    assertThat(schema.problems(yaml + SOURCE)).isNotEmpty();
  }

  @Test
  void a_key_carries_what_an_editor_shows() {
    assertThat(JsonSchema.of(WorkflowConfig.FIELDS))
        .contains("\"description\" : \"memory for the SQL engine (MiB)\"")
        .contains("\"default\" : 1024")
        .contains("\"writeOnly\" : true");
  }

  private static String source() {
    return "{data_sources: [{name: a, type: files, path: a.csv}], quality";
  }

  private List<Problems.Problem> validate(String yaml) throws IOException {
    Problems problems = new Problems();
    Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
    Path file =
        Files.writeString(folder.resolve("w.yaml"), yaml.replace("SECRET_FILE", secret.toString()));
    ConfigLoader.read(file, List.of(), Map.of("FORMAT", format(yaml)), problems);
    return problems.all();
  }

  private static String format(String yaml) {
    return yaml.contains("not_applicable") ? "static data set" : "tflite";
  }

  private static String resource(String name) throws IOException {
    try (InputStream file =
        JsonSchemaTest.class.getResourceAsStream("/io/edgeflow/orchestrator/" + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
