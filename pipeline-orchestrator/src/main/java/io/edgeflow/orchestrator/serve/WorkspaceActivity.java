package io.edgeflow.orchestrator.serve;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.deploy.EdgeDeploymentManager;
import io.edgeflow.deploy.rollout.RolloutTimeline;
import io.edgeflow.deploy.rollout.TimelineEvent;
import io.edgeflow.monitor.server.Activity;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.run.RunStore;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.run.WorkspaceLock;
import io.edgeflow.orchestrator.run.WorkspaceLock.Scope;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done in a workspace, as its files tell. */
final class WorkspaceActivity {
  private static final Logger LOG = LoggerFactory.getLogger(WorkspaceActivity.class);

  private final Workspace workspace;
  private final RunStore store;

  WorkspaceActivity(Workspace workspace) {
    this.workspace = workspace;
    this.store = new RunStore(workspace, Clock.systemUTC());
  }

  Activity now() {
    Optional<RunRecord> newest = store.newest();
    return new Activity(newest.map(this::run), newest.map(this::rollout).orElse(List.of()));
  }

  /** Whether devices are being brought to another release. */
  boolean rollsOut() {
    return store.newest().map(this::rollout).filter(steps -> !steps.isEmpty()).isPresent();
  }

  /** A run that still says that it is at work, and whose process is gone, was killed. */
  private Activity.Run run(RunRecord run) {
    boolean killed = run.status() == RunStatus.RUNNING && !isAtWork(run);
    return new Activity.Run(
        run.runId(),
        (killed ? RunStatus.INTERRUPTED : run.status()).id(),
        run.startedAt(),
        run.stages().stream().map(WorkspaceActivity::stage).toList(),
        run.error());
  }

  private static Activity.Stage stage(StageRecord stage) {
    String verdict = stage.gate() == null ? null : stage.gate().verdict().name();
    return new Activity.Stage(stage.name(), stage.status().id(), verdict, stage.remarks());
  }

  private List<Activity.Step> rollout(RunRecord run) {
    if (!isAtWork(run) || run.stage(EdgeDeploymentManager.NAME).isPresent()) {
      return List.of();
    }
    List<TimelineEvent> all = steps(workspace.run(run.runId()).resolve("rollout.jsonl"));
    int begun = 0;
    for (int i = 0; i < all.size(); i++) {
      begun = all.get(i).type().equals("started") ? i : begun;
    }
    return all.subList(begun, all.size()).stream().map(WorkspaceActivity::step).toList();
  }

  private static List<TimelineEvent> steps(Path file) {
    try {
      return RolloutTimeline.read(file);
    } catch (PipelineException e) {
      LOG.warn("{}", e.getMessage());
      return List.of();
    }
  }

  private static Activity.Step step(TimelineEvent event) {
    String about =
        event.fields().entrySet().stream()
            .map(field -> field.getKey() + " " + field.getValue())
            .collect(Collectors.joining(", "));
    return new Activity.Step(event.at(), event.type(), about);
  }

  private boolean isAtWork(RunRecord run) {
    return run.status() == RunStatus.RUNNING
        && WorkspaceLock.holder(workspace, Scope.RUN)
            .filter(h -> h.contains(run.runId()))
            .isPresent();
  }
}
