package io.edgeflow.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.testing.ShownText;
import io.edgeflow.data.DataConfig;
import io.edgeflow.data.preprocessing.SplitConfig;
import io.edgeflow.data.quality.QualityConfig;
import io.edgeflow.data.source.DataSource;
import io.edgeflow.data.source.FileSource;
import io.edgeflow.data.source.FilesProvider;
import io.edgeflow.data.table.ClassesConfig;
import io.edgeflow.deploy.fleet.LocalFleetConfig;
import io.edgeflow.deploy.rollout.RolloutPlan;
import io.edgeflow.deploy.rollout.ValidationConfig;
import io.edgeflow.orchestrator.config.ConfigLoader;
import io.edgeflow.orchestrator.config.RunConfig;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.workflow.RunRequest;
import io.edgeflow.orchestrator.workflow.RunResult;
import io.edgeflow.train.Limits;
import io.edgeflow.train.TrainConfig;
import io.edgeflow.train.architecture.Mlp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workflow without a YAML file. */
class CodeWorkflowTest {
  private static final Path IRIS =
      Path.of(System.getProperty("edgeflow.root", "..")).resolve("config/examples/data/iris.csv");

  @TempDir private Path folder;

  private WorkflowConfig iris(long seed) {
    return WorkflowConfig.builder()
        .add(
            DataConfig.SOURCES,
            source ->
                source
                    .set(DataSource.NAME, "iris")
                    .set(DataSource.TYPE, new FilesProvider())
                    .set(FileSource.PATH, IRIS))
        .set(RunConfig.WORKSPACE, folder.resolve("space"))
        .set(RunConfig.SEED, seed)
        .set(ClassesConfig.LABEL, "species")
        .set(QualityConfig.NOT_APPLICABLE, Map.of("timeliness", "static data set"))
        .set(SplitConfig.TRAIN, 0.6)
        .set(SplitConfig.VALIDATION, 0.2)
        .set(SplitConfig.TEST, 0.2)
        .set(TrainConfig.TYPE, new Mlp())
        .set(Mlp.HIDDEN, List.of(16, 16))
        .set(TrainConfig.EPOCHS, 60)
        .set(TrainConfig.BATCH_SIZE, 16)
        .set(TrainConfig.LEARNING_RATE, 0.01)
        .set(Limits.ACCURACY, 0.9)
        .set(LocalFleetConfig.DEVICES, 1)
        .set(RolloutPlan.ROLLOUT_DURATION, Duration.ofMillis(200))
        .set(RolloutPlan.MIN_INFERENCES, 20)
        .set(ValidationConfig.GOLDEN_ACCURACY, 0.85)
        .build();
  }

  @Test
  void a_workflow_made_in_code_goes_through_all_stages_and_can_be_resumed_there_alone() {
    WorkflowConfig config = iris(42);

    RunResult run = EdgeAiWorkflowOrchestrator.of(config).run();

    assertThat(run.failure()).isEmpty();
    assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(run.record().stages()).hasSize(5);
    RunRequest again = RunRequest.defaults().resuming(run.record().runId());
    assertThatThrownBy(() -> EdgeAiWorkflowOrchestrator.of(config).run(again))
        .hasMessageContaining("nothing to resume");
  }

  @Test
  void the_orchestrator_reads_as_one_line() {
    EdgeAiWorkflowOrchestrator orchestrator = EdgeAiWorkflowOrchestrator.of(iris(44));

    ShownText.assertOneLine(orchestrator);
    assertThat(orchestrator.toString()).contains("seed 44", folder.resolve("space").toString());
  }

  @Test
  void it_is_the_configuration_that_a_file_would_give() throws IOException {
    WorkflowConfig config = iris(43);
    Path file =
        Files.writeString(
            folder.resolve("iris.yaml"),
            """
            workflow: {workspace: '%s', seed: 43}
            data_pipeline:
              data_sources: [{name: iris, type: files, path: '%s'}]
              features: {label: species}
              quality: {not_applicable: {timeliness: static data set}}
              split: {train: 0.6, validation: 0.2, test: 0.2}
            model_training:
              model: {type: mlp, hidden: [16, 16]}
              training: {epochs: 60, batch_size: 16, learning_rate: 0.01}
              evaluation: {thresholds: {accuracy: 0.9}}
            edge_deployment:
              local_fleet: {devices: 1}
              deployment: {rollout_duration: 0.2, min_inferences: 20}
              validation: {golden_accuracy: 0.85}
            """
                .formatted(folder.resolve("space"), IRIS));

    WorkflowConfig read = ConfigLoader.load(file, List.of());

    assertThat(config.sha256()).isEqualTo(read.sha256());
    assertThat(config.checked().fingerprint()).isEqualTo(read.checked().fingerprint());
    assertThat(config.training()).isEqualTo(read.training());
    assertThat(config.values()).isEqualTo(read.values());
  }

  @Test
  void what_is_wrong_in_code_is_told_as_for_a_file() {
    assertThatThrownBy(() -> WorkflowConfig.builder().set(TrainConfig.EPOCHS, 0).build())
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("builder: model_training.training.epochs: must be 1 or more")
        .hasMessageContaining("data_pipeline.data_sources: at least one source is needed");
  }
}
