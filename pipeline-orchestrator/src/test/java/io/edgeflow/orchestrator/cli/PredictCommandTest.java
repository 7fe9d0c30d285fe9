package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.predict.Answer;
import io.edgeflow.deploy.EdgeModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {
  private static final Path TABLE = Program.ROOT.resolve("config/examples/data/diabetes.csv");

  @TempDir private static Path folder;
  private final Program program = new Program();

  @BeforeAll
  static void a_release() {
    int code =
        new Program()
            .run(
                "run",
                Program.ROOT.resolve("config/examples/diabetes.yaml").toString(),
                "--set",
                "workflow.workspace=" + folder.resolve("space"),
                "--set",
                "data_pipeline.data_sources[0].path=" + TABLE,
                "--set",
                "model_optimization.export.formats=[tflite]",
                "--set",
                "edge_deployment.local_fleet.devices=1",
                "--set",
                "edge_deployment.deployment.rollout_duration=0.2");
    assertThat(code).isZero();
  }

  private int predict(String... arguments) {
    return program.run(
        Stream.concat(
                Stream.of("predict", "--workspace", folder.resolve("space").toString()),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  @Test
  void every_row_of_a_file_gets_the_answer_of_the_java_api() throws IOException {
    assertThat(predict("--input", TABLE.toString())).isZero();

    List<String> lines = program.out().lines().toList();
    List<String> table = Files.readAllLines(TABLE);
    assertThat(lines).hasSize(table.size());
    assertThat(lines.get(0)).isEqualTo("progression,predicted_progression");
    try (EdgeModel model = EdgeModel.load(folder.resolve("space/releases/1"))) {
      for (int i : new int[] {1, 256, 257, 442}) {
        String[] cells = table.get(i).split(",", -1);
        float[] row = new float[10];
        for (int k = 0; k < row.length; k++) {
          row[k] = (float) Double.parseDouble(cells[k]);
        }
        Answer answer = model.predict(row);
        float value = answer.numbers().get("progression").floatValue();
        assertThat(lines.get(i)).isEqualTo(cells[10] + "," + value);
      }
    }
  }

  @Test
  void columns_are_found_by_name_and_an_empty_cell_is_a_missing_value() {
    String header = "s6,s5,s4,s3,s2,s1,bp,bmi,sex,age\n";

    int code =
        program
            .typing(header + "87,4.8598,4,38,93.2,157,101,,2,59\n")
            .run(
                "predict",
                "--workspace",
                folder.resolve("space").toString(),
                "--release",
                "1",
                "--input",
                "-");

    assertThat(code).isZero();
    assertThat(program.out()).matches("predicted_progression\n[0-9.]+\n");
  }

  @Test
  void an_output_file_appears_whole() throws IOException {
    Path output = folder.resolve("answers.csv");

    assertThat(predict("--input", TABLE.toString(), "--output", output.toString())).isZero();

    assertThat(output).content().hasLineCount(443);
    assertThat(program.err()).contains("442 rows predicted by release 1");
    assertThat(program.out()).isEmpty();
  }

  @Test
  void what_is_wrong_with_an_input_is_told_with_its_line_and_nothing_is_left() throws IOException {
    Path output = folder.resolve("bad/answers.csv");
    Files.createDirectories(output.getParent());
    String head = Files.readAllLines(TABLE).get(0);
    String good = Files.readAllLines(TABLE).get(1);

    assertRefused(output, head + "\n" + good + "\n" + good.replace("59.0", "old"))
        .contains("A cell is not a number")
        .contains("\"old\"")
        .contains("line 3, column age");
    assertRefused(output, head + "\n1,2,3").contains("A line of another length").contains("line 2");
    assertRefused(output, "age,sex\n1,2").contains("lacks columns").contains("bmi");
    assertRefused(output, head + "\n").contains("The input has no rows");
    assertRefused(output, "").contains("The input has no rows");
    try (Stream<Path> left = Files.list(output.getParent())) {
      assertThat(left).isEmpty();
    }
  }

  private org.assertj.core.api.AbstractStringAssert<?> assertRefused(Path output, String input)
      throws IOException {
    Path file = Files.writeString(folder.resolve("input.csv"), input);
    assertThat(predict("--input", file.toString(), "--output", output.toString())).isEqualTo(1);
    return assertThat(program.err());
  }

  @Test
  void a_release_a_file_or_a_folder_that_is_not_there_is_bad_usage() {
    assertThat(predict("--release", "7", "--input", TABLE.toString())).isEqualTo(2);
    assertThat(program.err()).contains("There is no such release").contains("limit: 7");
    assertThat(predict("--input", folder.resolve("none.csv").toString())).isEqualTo(2);
    assertThat(program.err()).contains("Cannot read the input").contains("none.csv");
    assertThat(predict("--input", TABLE.toString(), "--output", "/no/such/folder/x")).isEqualTo(2);
    assertThat(predict()).isEqualTo(2);
    assertThat(program.err()).contains("--input");
  }
}
