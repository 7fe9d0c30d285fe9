package io.edgeflow.core.stage;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.metric.Metric;
import java.util.List;
import java.util.Optional;

/**
 * What run.json shows of a stage: its gate, its metrics and its files.
 *
 * @param notes what people should know though the gate may pass, a sentence without a full stop
 *     each
 */
public record StageReport(
    Optional<GateReport> gate, List<Metric> metrics, List<Artifact> artifacts, List<String> notes) {
  /** Copies the lists. */
  public StageReport {
    metrics = List.copyOf(metrics);
    artifacts = List.copyOf(artifacts);
    notes = List.copyOf(notes);
  }

  /** A report without notes. */
  public StageReport(Optional<GateReport> gate, List<Metric> metrics, List<Artifact> artifacts) {
    this(gate, metrics, artifacts, List.of());
  }
}
