package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectCommandTest {
  private static final String MODEL =
      Program.ROOT
          .resolve("pipeline-train/src/test/resources/golden/cnn.v3.safetensors")
          .toString();

  private final Program program = new Program();

  @Test
  void a_table_of_the_layers_is_followed_by_totals_and_peak_memory() {
    assertThat(program.run("inspect", MODEL)).isZero();

    assertThat(program.out())
        .containsPattern("conv2 +Conv2d +16×4×4 +1,168 +18,432 +4,672 +27.9% █{6}\n")
        .contains("input input: float32 [batch×1×8×8]\n")
        .contains("output fc2: float32 [batch×3], labels 0, 1, 2\n")
        .contains("graph file: 11 layers in float32, 3,427 parameters, 25,184 MACs a sample\n")
        .contains("peak of activations: 2.5 KB a sample, at pool1 (relu1 + pool1)\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 120})
  void it_fits_a_terminal(int columns) {
    program.onTerminal(columns).run("inspect", MODEL);

    assertThat(program.out().lines())
        .hasSizeGreaterThan(15)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
  }

  @Test
  void json_gives_everything() {
    assertThat(program.run("inspect", MODEL, "--json")).isZero();

    Map<String, Object> summary = Json.readMap(program.out(), "summary");
    assertThat(summary)
        .containsEntry("format", "graph")
        .containsKeys(
            "file",
            "model",
            "file_bytes",
            "inputs",
            "outputs",
            "layers",
            "totals",
            "peak",
            "notes");
    assertThat((List<?>) summary.get("layers")).hasSize(11);
  }

  @Test
  void what_is_wrong_is_one_error() {
    assertThat(program.run("inspect", "none.onnx")).isEqualTo(1);
    assertThat(program.err()).contains("Cannot read the model").contains("where: none.onnx");
    assertThat(program.run("inspect", MODEL, "--shape", "input=1,x")).isEqualTo(2);
    assertThat(program.err()).contains("Not the sizes of an input").contains("input=1,3,224,224");
    assertThat(program.run("inspect", MODEL, "--batch", "frist")).isEqualTo(2);
    assertThat(program.err()).contains("did you mean \"first\"?");
    assertThat(program.run("inspect")).isEqualTo(2);
    assertThat(program.out()).isEmpty();
  }
}
