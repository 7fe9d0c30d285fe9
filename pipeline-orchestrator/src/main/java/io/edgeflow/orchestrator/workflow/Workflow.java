package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.EventLog;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.track.Tracker;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.run.Invocation;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunRecorder;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.run.RunStore;
import io.edgeflow.orchestrator.run.WorkspaceLock;
import io.edgeflow.orchestrator.run.WorkspaceLock.Scope;
import io.edgeflow.orchestrator.steps.WorkflowSteps;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs the workflow of one configuration, one run at a time. {@link #interrupt()} may be called
 * from any thread.
 */
public final class Workflow {
  private final WorkflowConfig config;
  private final Invocation invocation;
  private final Clock clock = Clock.systemUTC();
  private final AtomicReference<@Nullable WorkflowRun> running = new AtomicReference<>();

  /** The workflow of a configuration; the invocation is written down for {@code --resume}. */
  public Workflow(WorkflowConfig config, Invocation invocation) {
    this.config = config;
    this.invocation = invocation;
  }

  /**
   * Runs it. What goes wrong within a stage is in the result, and in the run's folder.
   *
   * @throws PipelineException if no run could begin: the workspace is locked or may not be written,
   *     or there is no such run to resume
   */
  public RunResult run(RunRequest request) {
    try (WorkspaceLock lock =
            WorkspaceLock.take(config.workspace(), Scope.RUN, "edgeflow run, starting");
        WorkflowSteps steps = WorkflowSteps.of(config)) {
      // A name that nobody knows must leave no run behind.
      Asked asked = Asked.of(request, steps.names());
      RunStore store = new RunStore(config.workspace(), clock);
      store.closeKilledRuns().forEach(run -> WorkflowRun.reportKilled(run, config));
      RunRecorder recorder = open(store, request);
      lock.name("edgeflow run, run " + recorder.runId());
      WorkflowRun run = new WorkflowRun(config, steps, recorder, request, clock);
      running.set(run);
      steps.launchAhead(asked::includes);
      Invocation called = request.resume().map(store::invocation).orElse(invocation);
      return run.work(OriginNote.start(recorder, config.workflow().name(), called));
    } finally {
      running.set(null);
    }
  }

  /**
   * Ends the run at work as interrupted; its process should then end too. A rollout at work is
   * given half a minute to roll back what it has changed.
   *
   * @return the run's id, if one was at work
   */
  public Optional<String> interrupt() {
    WorkflowRun run = running.get();
    return run == null ? Optional.empty() : run.stop();
  }

  /** What {@link #run} would do; reads the data sources to tell. */
  public List<PlannedStage> plan(RunRequest request) {
    Workspace workspace = config.workspace();
    RunContext context =
        new RunContext(
            "plan",
            config.workflow().seed(),
            config.workflow().threads(),
            clock,
            workspace,
            workspace.artifacts(),
            request.progress(),
            EventLog.none(),
            Tracker.none());
    try (WorkflowSteps steps = WorkflowSteps.of(config)) {
      return new Plan(context, Asked.of(request, steps.names())).of(steps.all());
    }
  }

  private RunRecorder open(RunStore store, RunRequest request) {
    if (request.resume().isEmpty()) {
      return store.create(invocation, config.sha256(), config.workflow().seed());
    }
    RunRecord before = store.read(request.resume().get());
    if (before.status() == RunStatus.SUCCEEDED) {
      throw PipelineException.config("The run has succeeded, there is nothing to resume")
          .found(before.runId())
          .remedy("edgeflow run starts another; unchanged stages come from the cache")
          .build();
    }
    if (!before.configSha256().equals(config.sha256())) {
      throw PipelineException.config("The configuration is not the one of the run")
          .found(config.sha256())
          .limit(before.configSha256())
          .where(before.runId())
          .remedy(
              "give the same file and --set values, or run without --resume: unchanged stages"
                  + " come from the cache")
          .build();
    }
    return store.resume(before);
  }
}
