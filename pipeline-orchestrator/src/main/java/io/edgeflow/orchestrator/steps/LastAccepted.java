package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunStore;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.train.AcceptedModel;
import io.edgeflow.train.ModelTrainer;
import java.util.Optional;

/** The trained model of the last run of a workflow that succeeded, gates and all. */
final class LastAccepted {
  private LastAccepted() {}

  /**
   * Finds it.
   *
   * @param runId of the run at hand, which does not count
   */
  static Optional<AcceptedModel> of(RunStore runs, String workflow, String runId) {
    return runs.succeeded(workflow)
        .filter(run -> !run.runId().equals(runId))
        .flatMap(run -> model(run).stream())
        .findFirst();
  }

  private static Optional<AcceptedModel> model(RunRecord run) {
    return run.stage(ModelTrainer.NAME).filter(StageRecord::finished).stream()
        .flatMap(stage -> stage.artifacts().stream())
        .filter(file -> file.name().equals(ModelTrainer.MODEL_FILE))
        .findFirst()
        .map(
            file ->
                new AcceptedModel(
                    run.runId(), new Artifact(file.name(), file.sha256(), file.bytes())));
  }
}
