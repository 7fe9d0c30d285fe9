package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.step.Step;
import io.edgeflow.core.track.Tracker;
import java.nio.file.Path;
import java.util.Map;

/** What goes to the tracker, under the names that other tools rely on. */
final class Tracked {
  private Tracked() {}

  /** The configuration, as written and with secrets masked. */
  static void parameters(Map<String, String> values, Tracker tracker) {
    values.forEach(tracker::parameter);
  }

  /** What the run left for people and programs. */
  static void records(Path folder, Tracker tracker) {
    tracker.artifact("run.json", folder.resolve("run.json"));
    tracker.artifact("report.html", folder.resolve("report.html"));
  }

  /** A step's metrics and files. */
  static void step(Step<?> step, StageReport report, RunContext context) {
    for (Metric metric : report.metrics()) {
      context.tracker().metric(step.trackedName(metric.name()), metric.value(), 0);
    }
    if (step.tracksFiles()) {
      for (Artifact artifact : report.artifacts()) {
        context
            .tracker()
            .artifact(
                step.name() + "/" + artifact.name(),
                context.artifacts().location(artifact.sha256()));
      }
    }
  }
}
