package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {
  private final Program program = new Program();

  @Test
  void a_key_has_its_meaning_type_default_range_and_an_example() {
    assertThat(program.run("explain", "model_training.training.epochs")).isZero();

    assertThat(program.out())
        .isEqualToNormalizingNewlines(
            """
            model_training.training.epochs
              passes over the training split; 0 takes a model file as it is

              type     whole number
              default  20
              values   0 to 100000
              example  edgeflow run --set model_training.training.epochs=40
            """);
  }

  @Test
  void a_section_lists_its_keys_with_their_defaults() {
    assertThat(program.run("explain", "data_pipeline.split")).isZero();

    assertThat(program.out())
        .contains("data_pipeline.split\n  how rows are dealt")
        .containsPattern("data_pipeline\\.split\\.train +0\\.7 +share of the rows")
        .containsPattern("data_pipeline\\.split\\.group +none +column");
  }

  @Test
  void nothing_lists_the_sections() {
    assertThat(program.run("explain")).isZero();

    assertThat(program.out().lines())
        .anyMatch(line -> line.startsWith("workflow "))
        .anyMatch(line -> line.startsWith("monitoring "))
        .noneMatch(line -> line.startsWith("workflow.seed"));
  }

  @Test
  void a_key_in_a_list_is_found_with_and_without_its_index() {
    assertThat(program.run("explain", "data_pipeline.data_sources.type")).isZero();
    String without = program.out();

    assertThat(program.run("explain", "data_pipeline.data_sources[3].type")).isZero();
    assertThat(program.out()).isEqualTo(without).contains("data_pipeline.data_sources[0].type=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model_training.training.epoch | in model_training.training; did you mean \"epochs\"?",
        "model_trainin.training | in the file; did you mean \"model_training\"?",
        "learning_rate | did you mean \"model_training.training.learning_rate\"?",
        "workflow.seed.more | There is no key \"more\" in workflow.seed",
        "workflow. | There is no key \"\" in workflow",
      })
  void an_unknown_key_gets_a_suggestion(String key, String answer) {
    assertThat(program.run("explain", key)).isEqualTo(2);
    assertThat(program.err()).contains(answer).contains("edgeflow explain lists the sections");
  }

  @Test
  void json_has_the_same_facts() {
    assertThat(program.run("explain", "--json", "model_training.training.epochs")).isZero();

    assertThat(Json.readMap(program.out(), "explain"))
        .containsEntry("key", "model_training.training.epochs")
        .containsEntry("type", "integer")
        .containsEntry("default", 20)
        .containsEntry("min", 0)
        .containsEntry("max", 100_000)
        .containsEntry("required", false)
        .containsEntry("example", "--set model_training.training.epochs=40");
  }

  @Test
  void json_of_nothing_has_the_sections_as_keys() {
    assertThat(program.run("explain", "--json")).isZero();

    List<?> keys = (List<?>) Json.readMap(program.out(), "explain").get("keys");
    assertThat(keys).anyMatch(key -> "workflow".equals(((Map<?, ?>) key).get("key")));
  }

  @Test
  void the_schema_is_printed_as_json() {
    assertThat(program.run("schema")).isZero();

    assertThat(Json.readMap(program.out(), "schema"))
        .containsEntry("$schema", "https://json-schema.org/draft/2020-12/schema")
        .containsEntry("additionalProperties", false);
  }
}
