package com.example;

import io.edgeflow.data.DataConfig;
import io.edgeflow.data.quality.QualityConfig;
import io.edgeflow.data.source.DataSource;
import io.edgeflow.data.source.FileSource;
import io.edgeflow.data.source.FilesProvider;
import io.edgeflow.data.table.ClassesConfig;
import io.edgeflow.deploy.EdgeModel;
import io.edgeflow.deploy.fleet.LocalFleetConfig;
import io.edgeflow.deploy.rollout.RolloutPlan;
import io.edgeflow.deploy.rollout.ValidationConfig;
import io.edgeflow.orchestrator.EdgeAiWorkflowOrchestrator;
import io.edgeflow.orchestrator.config.RunConfig;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.workflow.RunResult;
import io.edgeflow.train.Limits;
import io.edgeflow.train.TrainConfig;
import io.edgeflow.train.architecture.Mlp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An application of its own: trains on a table of flowers, releases the model and asks it. */
public final class Iris {
  private Iris() {}

  /** Takes the table and the folder for what the run leaves behind. */
  public static void main(String[] args) {
    Path table = Path.of(args[0]);
    Path workspace = Path.of(args[1]);

    RunResult run = EdgeAiWorkflowOrchestrator.of(config(table, workspace)).run();
    System.out.println(run);
    if (!run.succeeded()) {
      System.exit(run.exitCode());
    }

    try (EdgeModel model = EdgeModel.load(workspace.resolve("releases").resolve("1"))) {
      System.out.println(model);
      System.out.println(model.predict(new float[] {5.1f, 3.5f, 1.4f, 0.2f}).label());
    }
  }

  private static WorkflowConfig config(Path table, Path workspace) {
    return WorkflowConfig.builder()
        .add(
            DataConfig.SOURCES,
            source ->
                source
                    .set(DataSource.NAME, "iris")
                    .set(DataSource.TYPE, new FilesProvider())
                    .set(FileSource.PATH, table))
        .set(RunConfig.WORKSPACE, workspace)
        .set(ClassesConfig.LABEL, "species")
        .set(QualityConfig.NOT_APPLICABLE, Map.of("timeliness", "static data set"))
        .set(TrainConfig.TYPE, new Mlp())
        .set(Mlp.HIDDEN, List.of(16, 16))
        .set(TrainConfig.EPOCHS, 60)
        .set(TrainConfig.BATCH_SIZE, 16)
        .set(TrainConfig.LEARNING_RATE, 0.01)
        .set(Limits.ACCURACY, 0.85)
        .set(LocalFleetConfig.DEVICES, 2)
        .set(RolloutPlan.ROLLOUT_DURATION, Duration.ofSeconds(1))
        .set(RolloutPlan.MIN_INFERENCES, 20)
        .set(ValidationConfig.GOLDEN_ACCURACY, 0.85)
        .build();
  }
}
