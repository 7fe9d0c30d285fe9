package io.edgeflow.orchestrator;

import io.edgeflow.orchestrator.config.ConfigLoader;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.run.Invocation;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.workflow.PlannedStage;
import io.edgeflow.orchestrator.workflow.RunRequest;
import io.edgeflow.orchestrator.workflow.RunResult;
import io.edgeflow.orchestrator.workflow.Workflow;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The whole workflow from Java: data → train → optimize → deploy → monitor, with a gate after each
 * stage. One run at a time in a workspace; {@link #interrupt()} may be called from any thread.
 *
 * <pre>{@code
 * RunResult result =
 *     EdgeAiWorkflowOrchestrator.load(Path.of("config/workflow_config.yaml")).run();
 * System.out.println(result.status() + " " + result.metric("model_training", "accuracy"));
 * }</pre>
 */
public final class EdgeAiWorkflowOrchestrator {
  private final WorkflowConfig config;
  private final Workflow workflow;

  private EdgeAiWorkflowOrchestrator(WorkflowConfig config, Workflow workflow) {
    this.config = config;
    this.workflow = workflow;
  }

  /**
   * Reads and checks a configuration.
   *
   * @param settings {@code key=value} pairs put over the file's values, for example {@code
   *     workflow.seed=43}
   * @throws io.edgeflow.core.error.PipelineException of kind CONFIG, naming every problem with its
   *     place
   */
  public static EdgeAiWorkflowOrchestrator load(Path file, String... settings) {
    List<String> given = List.of(settings);
    WorkflowConfig config = ConfigLoader.load(file, given);
    Invocation invocation = new Invocation(file.toString(), ConfigLoader.withoutSecrets(given));
    return new EdgeAiWorkflowOrchestrator(config, new Workflow(config, invocation));
  }

  /**
   * The workflow of a configuration made in code.
   *
   * <pre>{@code
   * WorkflowConfig config =
   *     WorkflowConfig.builder()
   *         .add(DataConfig.SOURCES, source -> source
   *             .set(DataSource.NAME, "iris")
   *             .set(DataSource.TYPE, new FilesProvider())
   *             .set(FileSource.PATH, Path.of("iris.csv")))
   *         .set(TrainConfig.EPOCHS, 30)
   *         .build();
   * RunResult result = EdgeAiWorkflowOrchestrator.of(config).run();
   * }</pre>
   */
  public static EdgeAiWorkflowOrchestrator of(WorkflowConfig config) {
    return new EdgeAiWorkflowOrchestrator(config, new Workflow(config, Invocation.inCode()));
  }

  /** The checked configuration. */
  public WorkflowConfig config() {
    return config;
  }

  /** Runs all stages; see {@link #run(RunRequest)}. */
  public RunResult run() {
    return run(RunRequest.defaults());
  }

  /**
   * Runs the workflow. A stage that fails, a gate that blocks or a rollback is told by the result
   * and in the run's folder, not thrown. A thread that is interrupted ends its run in good order
   * and stays interrupted.
   *
   * @throws io.edgeflow.core.error.PipelineException if no run could begin, for example because
   *     another one holds the workspace's lock
   */
  public RunResult run(RunRequest request) {
    RunResult result = workflow.run(request);
    if (result.status() == RunStatus.INTERRUPTED) {
      Thread.currentThread().interrupt();
    }
    return result;
  }

  /** Which stages {@link #run} would do and which come from the cache; reads the data sources. */
  public List<PlannedStage> plan() {
    return workflow.plan(RunRequest.defaults());
  }

  /**
   * Ends the run at work as interrupted; it can be resumed.
   *
   * @return its id, if there was one
   */
  public Optional<String> interrupt() {
    return workflow.interrupt();
  }

  /** For people: which configuration runs where. */
  @Override
  public String toString() {
    return "EdgeAiWorkflowOrchestrator[configuration %.12s, seed %d, workspace %s]"
        .formatted(config.sha256(), config.workflow().seed(), config.workspace().root());
  }
}
