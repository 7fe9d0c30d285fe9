package io.edgeflow.orchestrator.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.data.DataPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is declared is what the data stage makes of the data. */
class DeclaredSampleTest {
  private static final int COLUMNS = 48;
  private static final int ROWS = 150;
  private static final String ALL =
      IntStream.range(0, COLUMNS).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));

  @TempDir private Path folder;

  private WorkflowConfig load(String features, String preprocessing) throws IOException {
    StringBuilder rows = new StringBuilder(ALL.replace(" ", "") + ",label,kind\n");
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < COLUMNS; i++) {
        rows.append((row * row + 7 * i + row * i) % 101).append(',');
      }
      rows.append(row % 3).append(row % 2 == 0 ? ",x\n" : ",y\n");
    }
    Files.writeString(folder.resolve("rows.csv"), rows);
    String yaml =
        """
        data_pipeline:
          data_sources: [{name: rows, type: files, path: rows.csv}]
          features: {classes: 3, %s}
          preprocessing: {%s}
        model_training: {model: {type: mlp}}
        """
            .formatted(features, preprocessing);
    return ConfigLoader.load(
        Files.writeString(folder.resolve("w.yaml"), yaml), List.of(), Map.of());
  }

  private Schema made(WorkflowConfig config) {
    RunContext context = RunContext.standalone(folder.resolve("space"), 1);
    DataPipeline stage = new DataPipeline(config.data());
    return stage.run(stage.collect(context), context).dataset().schema();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ignore: [kind], shape: [4, 4, 3]|",
        "ignore: [kind], shape: [4, 4, 3], resize: [8, 6]|",
        "ignore: [kind], shape: [4, 4, 3]|crop: [2, 3]",
        "ignore: [kind], shape: [4, 4, 3], resize: [8, 6]|crop: [2, 3], grayscale: true",
        "ignore: [kind], shape: [12, 4]|",
        "columns: [c0, c1, c2], window: {rows: 5, step: 5}|",
        "columns: [c0, c1, c2]|",
      })
  void what_is_declared_is_what_the_data_stage_makes(String declared) throws IOException {
    List<String> parts = List.of(declared.split("\\|", -1));
    WorkflowConfig config = load(parts.get(0), parts.get(1));

    FeatureSpec input = DeclaredSample.input(config.section(WorkflowConfig.DATA)).orElseThrow();

    assertThat(input.sameAxes(made(config).features())).as("%s", input).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ignore: [kind]|",
        "ignore: [kind], window: {rows: 5, step: 5}|",
        "columns: [c0, kind]|encode: {kind: one_hot}",
      })
  void what_only_the_data_tell_is_not_known(String declared) throws IOException {
    List<String> parts = List.of(declared.split("\\|", -1));

    Optional<FeatureSpec> input =
        DeclaredSample.input(load(parts.get(0), parts.get(1)).section(WorkflowConfig.DATA));

    assertThat(input).isEmpty();
  }

  @Test
  void the_number_of_classes_is_that_of_the_names_or_the_one_that_is_declared() throws IOException {
    assertThat(answers(load("ignore: [kind]", ""))).contains(3);
    assertThat(answers(ConfigLoader.load(named("labels: [a, b]"), List.of(), Map.of())))
        .contains(2);
    assertThat(answers(ConfigLoader.load(named("label: kind"), List.of(), Map.of()))).isEmpty();
  }

  private Path named(String features) throws IOException {
    load("ignore: [kind]", "");
    Path file = folder.resolve("w.yaml");
    return Files.writeString(
        file, Files.readString(file).replace("classes: 3, ignore: [kind]", features));
  }

  private static Optional<Integer> answers(WorkflowConfig config) {
    return DeclaredSample.target(
            config.section(WorkflowConfig.DATA), config.section(WorkflowConfig.TRAINING))
        .map(target -> target.answers().size());
  }
}
