package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.track.Tracker;
import io.edgeflow.train.TrainingResult;
import io.edgeflow.train.loop.EpochMetrics;
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

  /** The learning curves of kept weights; the trainer itself records those that it makes. */
  static void epochs(TrainingResult trained, Tracker tracker) {
    for (EpochMetrics epoch : trained.history()) {
      epoch.values().forEach((name, value) -> tracker.metric(name, value, epoch.epoch() - 1));
    }
  }

  /**
   * A stage's metrics and files. Quality dimensions get a prefix, because one is called accuracy
   * too; the data set itself is too large to send about.
   */
  static void stage(StageName stage, StageReport report, RunContext context) {
    String prefix = stage == StageName.DATA_PIPELINE ? "data_" : "";
    for (Metric metric : report.metrics()) {
      context.tracker().metric(prefix + metric.name(), metric.value(), 0);
    }
    if (stage == StageName.DATA_PIPELINE) {
      return;
    }
    for (Artifact artifact : report.artifacts()) {
      context
          .tracker()
          .artifact(
              stage.id() + "/" + artifact.name(), context.artifacts().location(artifact.sha256()));
    }
  }
}
