package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.ModelGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What starts quickly loads little: engines are for commands that work with data and models. */
class StartUpTest {
  private static final List<String> ENGINES =
      List.of(
          "ai.djl.",
          "ai.onnxruntime.",
          "com.google.protobuf.",
          "org.bouncycastle.",
          "org.bytedeco.",
          "org.duckdb.",
          "org.mlflow.",
          "org.tensorflow.",
          "io.edgeflow.formats.",
          "jdk.jshell.");

  @TempDir private Path folder;

  @Test
  void help_loads_no_engine_and_no_json() throws Exception {
    List<String> loaded = loadedBy("--help");

    assertThat(loaded).contains(Main.class.getName()).noneMatch(StartUpTest::isEngine);
    assertThat(loaded).noneMatch(name -> name.startsWith("com.fasterxml.jackson.databind."));
  }

  @Test
  void validate_loads_no_engine_and_no_other_command() throws Exception {
    String config = Program.ROOT.resolve(ConfigArguments.DEFAULT).toString();

    List<String> loaded = loadedBy("validate", config);

    assertThat(loaded)
        .contains(ValidateCommand.class.getName())
        .doesNotContain(RunCommand.class.getName(), ServeCommand.class.getName())
        .noneMatch(StartUpTest::isEngine);
  }

  @Test
  void validate_builds_a_network_to_know_its_layers_without_an_engine() throws Exception {
    String config = Program.ROOT.resolve(ConfigArguments.DEFAULT).toString();

    List<String> loaded =
        loadedBy("validate", config, "--set", "model_training.training.freeze=[conv1]");

    assertThat(loaded).contains(ModelGraph.class.getName()).noneMatch(StartUpTest::isEngine);
  }

  @Test
  void validate_looks_at_model_files_without_the_code_that_reads_them() throws Exception {
    Path model = Files.writeString(folder.resolve("net.onnx"), "read by a run alone");
    String config = Program.ROOT.resolve(ConfigArguments.DEFAULT).toString();

    List<String> loaded =
        loadedBy(
            "validate",
            config,
            "--set",
            "model_training.model={onnx: '" + model + "'}",
            "--set",
            "model_optimization.distillation.teacher={onnx: '" + model + "'}");

    assertThat(loaded).noneMatch(StartUpTest::isEngine);
  }

  private static boolean isEngine(String name) {
    return ENGINES.stream().anyMatch(name::startsWith);
  }

  /** Runs a command in a process of its own, which tells the classes that it loads. */
  private List<String> loadedBy(String... command) throws IOException, InterruptedException {
    Path log = folder.resolve("classes");
    List<String> line = new ArrayList<>();
    line.add(ProcessHandle.current().info().command().orElseThrow());
    line.add("-Xlog:class+load:file=" + log + "::filecount=0");
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(List.of(command));
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("out"))).isZero();
    return Files.readAllLines(log).stream()
        .map(text -> text.replaceFirst("^(\\[[^\\]]*])+ *", "").split(" ", 2)[0])
        .toList();
  }
}
