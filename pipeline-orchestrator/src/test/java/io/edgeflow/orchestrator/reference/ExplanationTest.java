package io.edgeflow.orchestrator.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.FieldMark;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.json.Json;
import io.edgeflow.orchestrator.config.ConfigLoader;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationTest {
  private static final Pattern OF_THE_TABLE =
      Pattern.compile(
          "unknown key|is not available|must be (a text|a number|a whole number|a list|a section"
              + "|true or false|between)");

  @TempDir private Path folder;

  static Stream<KeyPath> keys() {
    return KeyPath.all(WorkflowConfig.FIELDS).stream().filter(key -> Example.of(key).isPresent());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void the_example_of_a_key_sets_it_to_a_value_that_it_takes(KeyPath key) throws IOException {
    String setting = Example.of(key).orElseThrow().replace("--set ", "").replace("'", "");
    Path empty = Files.writeString(folder.resolve("empty.yaml"), "");
    Problems problems = new Problems();

    ConfigLoader.read(empty, List.of(setting), Map.of("TOKEN", "t", "URL", "u"), problems);

    assertThat(problems.all())
        .extracting(Problems.Problem::toString)
        .filteredOn(problem -> problem.contains(key.name()))
        .noneMatch(problem -> OF_THE_TABLE.matcher(problem).find());
    assertThat(problems.all()).extracting(Problems.Problem::key).doesNotContain(setting);
  }

  @Test
  void a_choice_and_a_list_show_another_word_than_the_default() {
    assertThat(example("model_training.training.optimizer"))
        .isEqualTo("--set model_training.training.optimizer=adamw");
    assertThat(example("model_optimization.export.formats"))
        .matches("--set 'model_optimization\\.export\\.formats=\\[\\w+]'");
    assertThat(example("tracking.token")).isEqualTo("--set 'tracking.token=${TOKEN}'");
  }

  @Test
  void a_mark_of_a_section_holds_for_its_keys_without_one() {
    String json =
        Explanation.of(WorkflowConfig.FIELDS, "data_pipeline.quality.thresholds.accuracy").json();

    assertThat(Json.readMap(json, "explain"))
        .containsEntry("mark", "limit")
        .containsEntry("default", 0.95)
        .containsEntry("unit", "ratio");
    assertThat(KeyPath.find(WorkflowConfig.FIELDS, "data_pipeline.data_sources.token"))
        .extracting(KeyPath::mark)
        .containsOnly(FieldMark.SECRET);
  }

  @Test
  void numbers_are_written_for_people() {
    assertThat(
            java.util.stream.DoubleStream.of(20, 0.5, 1e-4, 1e-9, 1.5e-9, -1e9, 9007199254740992.0)
                .mapToObj(FieldText::text))
        .containsExactly(
            "20", "0.5", "0.0001", "1e-9", "1.5e-9", "-1000000000", "9007199254740992");
  }

  private static String example(String key) {
    return Example.of(KeyPath.find(WorkflowConfig.FIELDS, key).get(0)).orElseThrow();
  }
}
