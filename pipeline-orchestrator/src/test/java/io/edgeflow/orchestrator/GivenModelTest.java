package io.edgeflow.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.run.StageStatus;
import io.edgeflow.orchestrator.workflow.PlannedStage;
import io.edgeflow.orchestrator.workflow.RunResult;
import io.edgeflow.train.architecture.Cnn;
import io.edgeflow.train.architecture.Network;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job with a model that a file gives. */
class GivenModelTest {
  private static final String MODEL = "model_training";
  private static final String AS_IT_IS = "model_training.training.epochs=0";

  @TempDir private static Path folder;
  private static Path trained;

  @BeforeAll
  static void a_trained_model() throws IOException {
    SmallWorkflow small = SmallWorkflow.in(Files.createDirectory(folder.resolve("first")));
    RunResult run = small.load().run();
    trained =
        Files.copy(
            ShippedFile.file(small.load().config(), run, MODEL, "model.safetensors"),
            folder.resolve("trained.safetensors"));
  }

  private static SmallWorkflow workflow(String name) throws IOException {
    return SmallWorkflow.in(Files.createDirectory(folder.resolve(name)));
  }

  /** The settings of a model file that lies beside the configuration. */
  private static String model(String key, String file) {
    return "model_training.model={" + key + ": '" + file + "'}";
  }

  private static void assertPassed(RunResult run) {
    assertThat(run.failure()).isEmpty();
    assertThat(run.record().stages().stream().map(StageRecord::gate).filter(g -> g != null))
        .hasSize(5)
        .allMatch(GateReport::passes);
  }

  /** The model card of the release. */
  private static String card(SmallWorkflow small) throws IOException {
    Path bundle = small.workspace().resolve("releases").resolve("1").resolve("bundle.zip");
    try (FileSystem zip = FileSystems.newFileSystem(bundle)) {
      return Files.readString(zip.getPath("model_card.md"));
    }
  }

  private static List<StageStatus> statuses(RunResult run) {
    return run.record().stages().stream().limit(3).map(StageRecord::status).toList();
  }

  @Test
  void a_trained_model_goes_on_untrained_through_all_gates_and_says_where_it_came_from()
      throws IOException {
    SmallWorkflow small = workflow("as it is");
    Path file = folder.resolve("as it is").resolve("own.safetensors");
    Files.copy(trained, file);

    RunResult run = small.load(model("graph", file.toString()), AS_IT_IS).run();

    assertPassed(run);
    StageRecord stage = run.record().stage(MODEL).orElseThrow();
    assertThat(stage.madeFrom())
        .containsEntry("model", "own.safetensors")
        .hasEntrySatisfying("model sha256", sha256 -> assertThat(sha256).hasSize(64));
    assertThat(stage.remarks())
        .containsExactly(
            "the model came from own.safetensors, sha256 " + stage.madeFrom().get("model sha256"));
    assertThat(Files.readString(run.report())).contains("own.safetensors");
    assertThat(card(small))
        .contains(
            "| Started from the model file | SHA-256 " + stage.madeFrom().get("model sha256"));
    assertThat(run.metric(MODEL, "val_accuracy")).isPresent();

    Path renamed = Files.move(file, file.resolveSibling("renamed.safetensors"));
    RunResult again = small.load(model("graph", renamed.toString()), AS_IT_IS).run();

    assertThat(statuses(again)).containsOnly(StageStatus.CACHED);
    assertThat(again.record().stage(MODEL).orElseThrow().madeFrom())
        .containsEntry("model", "renamed.safetensors");

    Files.write(renamed, GraphFile.bytes(untrained(10)));
    List<PlannedStage> plan = small.load(model("graph", renamed.toString()), AS_IT_IS).plan();

    assertThat(plan).extracting(PlannedStage::plan).startsWith("cached", "run", "run");
    assertThat(plan.get(1).why()).contains("renamed.safetensors");
  }

  @Test
  void training_goes_on_with_a_new_head_for_the_datas_classes() throws IOException {
    SmallWorkflow small = workflow("new head");
    Path file = folder.resolve("new head").resolve("five.safetensors");
    Files.write(file, GraphFile.bytes(untrained(5)));

    RunResult run = small.load(model("graph", file.toString())).run();

    assertPassed(run);
    assertThat(run.record().stage(MODEL).orElseThrow().remarks().get(1))
        .contains("a new head", "5 numbers", "10 classes");
  }

  @Test
  void a_model_of_other_classes_is_refused_where_it_is_not_trained() throws IOException {
    SmallWorkflow small = workflow("other classes");
    Path file = folder.resolve("other classes").resolve("five.safetensors");
    Files.write(file, GraphFile.bytes(untrained(5)));

    RunResult run = small.load(model("graph", file.toString()), AS_IT_IS).run();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.record().error())
        .contains("another number of classes", "five.safetensors", "epochs");
  }

  @Test
  void a_file_teaches_in_place_of_the_trained_model() throws IOException {
    SmallWorkflow small = workflow("taught");
    String[] taught = {
      "model_optimization.distillation={enabled: true, epochs: 6, width: 1, teacher: {graph: '"
          + trained
          + "'}}",
      "model_optimization.pruning.enabled=false",
    };

    RunResult run = small.load(taught).run();

    assertPassed(run);
    StageRecord stage = run.record().stage("model_optimization").orElseThrow();
    assertThat(stage.madeFrom()).containsEntry("teacher", "trained.safetensors");
    assertThat(stage.remarks().get(0)).startsWith("the teacher came from trained.safetensors");
    assertThat(statuses(small.load(taught).run())).containsOnly(StageStatus.CACHED);
  }

  @Test
  void a_file_of_another_format_than_its_key_says_is_refused() throws IOException {
    SmallWorkflow small = workflow("other format");

    RunResult run = small.load(model("onnx", trained.toString())).run();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.record().error())
        .contains("another format", "found: graph", "name it by the key graph");
  }

  @Test
  void a_model_file_that_is_missing_is_told_with_its_key() throws IOException {
    RunResult run = workflow("missing").load(model("graph", "gone.safetensors")).run();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.record().error())
        .contains("The model file is missing", "gone.safetensors", "model_training.model.graph");
  }

  @Test
  void a_relative_path_is_meant_from_the_configurations_folder() throws IOException {
    SmallWorkflow small = workflow("beside");
    Files.copy(
        trained,
        folder.resolve("beside").resolve("own.safetensors"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(
        small.config(),
        Files.readString(small.config())
            .replace("model: {width: 0.5}", "model: {graph: own.safetensors}"));

    assertThat(small.load(AS_IT_IS).plan()).extracting(PlannedStage::plan).startsWith("run");
    assertThat(small.load(AS_IT_IS).config().training().file().orElseThrow().path())
        .isRegularFile();
  }

  private static ModelGraph untrained(int classes) {
    ClassTarget target =
        new ClassTarget("label", IntStream.range(0, classes).mapToObj(i -> "class " + i).toList());
    FeatureSpec images = FeatureSpec.image(new ImageShape(8, 8, 1));
    return Network.of(new Cnn(), keys -> keys.set(Cnn.WIDTH, 0.5))
        .untrained(images, target, 3, null);
  }
}
