package io.edgeflow.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StageReportTest {
  @Test
  void a_report_copies_its_lists() {
    List<Metric> metrics = new ArrayList<>(List.of(Metric.ratio("accuracy", 0.9, 10)));
    List<Artifact> files = new ArrayList<>(List.of(new Artifact("a", "ab".repeat(32), 1)));
    StageReport report = new StageReport(Optional.empty(), metrics, files);

    metrics.clear();
    files.clear();

    assertThat(report.metrics()).containsExactly(Metric.ratio("accuracy", 0.9, 10));
    assertThat(report.artifacts()).containsExactly(new Artifact("a", "ab".repeat(32), 1));
    assertThat(report.gate()).isEmpty();
    assertThat(report.notes()).isEmpty();
  }

  @Test
  void notes_are_kept_beside_the_gate() {
    List<String> notes = new ArrayList<>(List.of("door is pending"));
    StageReport report = new StageReport(Optional.empty(), List.of(), List.of(), notes);

    notes.clear();

    assertThat(report.notes()).containsExactly("door is pending");
  }

  @Test
  void a_report_keeps_the_gate_it_is_given() {
    GateReport gate = GateReport.of("data_quality", List.of());

    assertThat(new StageReport(Optional.of(gate), List.of(), List.of()).gate()).contains(gate);
  }
}
