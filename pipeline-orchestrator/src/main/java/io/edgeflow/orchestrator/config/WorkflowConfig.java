package io.edgeflow.orchestrator.config;

import io.edgeflow.core.run.Workspace;
import io.edgeflow.data.DataConfig;
import io.edgeflow.deploy.DeployConfig;
import io.edgeflow.monitor.MonitorConfig;
import io.edgeflow.optimize.OptimizeConfig;
import io.edgeflow.orchestrator.track.TrackingConfig;
import io.edgeflow.train.TrainConfig;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The whole configuration, checked.
 *
 * @param steps those of the user's own, in the order of the file
 * @param sha256 of its content without layout, with {@code ${…}} as written and secrets masked
 * @param values every written value by dotted key, in the same form
 */
public record WorkflowConfig(
    RunConfig workflow,
    TrackingConfig tracking,
    DataConfig data,
    TrainConfig training,
    OptimizeConfig optimization,
    DeployConfig deployment,
    MonitorConfig monitoring,
    List<StepConfig> steps,
    String sha256,
    SortedMap<String, String> values) {
  /** Copies the steps and the values. */
  public WorkflowConfig {
    steps = List.copyOf(steps);
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** The folders that runs of this configuration write to. */
  public Workspace workspace() {
    return new Workspace(workflow.workspace());
  }
}
