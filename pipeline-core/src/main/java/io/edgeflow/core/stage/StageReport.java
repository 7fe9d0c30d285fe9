package io.edgeflow.core.stage;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.metric.Metric;
import java.util.List;
import java.util.Optional;

/** What run.json shows of a stage: its gate, its metrics and its files. */
public record StageReport(
    Optional<GateReport> gate, List<Metric> metrics, List<Artifact> artifacts) {
  /** Copies the lists. */
  public StageReport {
    metrics = List.copyOf(metrics);
    artifacts = List.copyOf(artifacts);
  }
}
