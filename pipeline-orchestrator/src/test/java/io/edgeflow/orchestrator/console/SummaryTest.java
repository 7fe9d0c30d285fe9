package io.edgeflow.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.run.StageStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void a_stage_that_passes_tells_its_notes_all_the_same() {
    StageRecord stage = stage(List.of("device-04 is pending: it did not answer"));

    String text = new Summary(Style.plain()).of(run(stage), Path.of("runs/1"));

    assertThat(text)
        .contains("deployment_verification PASS")
        .contains("\ndevice-04 is pending: it did not answer\n");
  }

  @Test
  void notes_survive_the_record_and_are_left_out_where_there_are_none() {
    RunRecord noted = run(stage(List.of("device-04 is pending: it did not answer")));
    RunRecord plain = run(stage(List.of()));

    String text = RunRecord.FORM.pretty(noted);

    assertThat(RunRecord.FORM.read(text, "run.json")).isEqualTo(noted);
    assertThat(text).contains("\"notes\"");
    assertThat(RunRecord.FORM.pretty(plain)).doesNotContain("notes");
  }

  private static StageRecord stage(List<String> notes) {
    Check check = Check.atLeast(Metric.ratio("healthy", 1, 9), 1, "");
    return new StageRecord(
        "edge_deployment",
        StageStatus.SUCCEEDED,
        1,
        GateReport.of("deployment_verification", List.of(check)),
        Map.of(),
        Map.of(),
        List.of(),
        "Deployment",
        List.of(),
        notes,
        null,
        null);
  }

  private static RunRecord run(StageRecord stage) {
    return new RunRecord("1", RunStatus.SUCCEEDED, "0", 1, Instant.EPOCH, 60, null, List.of(stage));
  }
}
