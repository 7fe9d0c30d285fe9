package io.edgeflow.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.run.StageStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageLinesTest {
  private static final StageRecord STAGE =
      new StageRecord(
          "edge_deployment",
          StageStatus.SUCCEEDED,
          19.66,
          GateReport.of(
              "deployment_verification",
              List.of(Check.atLeast(Metric.ratio("success_rate", 0.5, 200), 0.99, "see the log"))),
          Map.of("total_targets", 10.0, "successful", 10.0, "failed", 0.0),
          Map.of(),
          List.of(),
          "Deployment",
          List.of("total_targets", "successful", "failed"),
          null,
          null,
          null);

  @Test
  void a_stage_takes_as_many_lines_as_a_narrow_terminal_needs() {
    assertThat(line(Style.within(60)))
        .isEqualTo(
            """
            [4/5] edge_deployment    succeeded   19.7 s
                  deployment_verification FAIL  total_targets 10,
                  successful 10, failed 0
            """);
  }

  @Test
  void without_a_terminal_it_takes_one() {
    assertThat(line(Style.plain()).lines()).hasSize(1);
    assertThat(line(Style.plain())).doesNotContain("\u00a0").contains("  total_targets 10,");
  }

  @Test
  void the_summary_fits_a_narrow_terminal() {
    RunRecord run =
        new RunRecord(
            "20261121-194500-abcd",
            RunStatus.GATE_FAILED,
            "c".repeat(64),
            42,
            Instant.EPOCH,
            47.8,
            null,
            List.of(STAGE));

    String summary = new Summary(Style.within(60)).of(run, Path.of("runs/20261121-194500-abcd"));

    assertThat(summary.lines()).allSatisfy(l -> assertThat(l).hasSizeLessThan(61));
    assertThat(summary)
        .contains("  deployment_verification FAIL\n")
        .contains("FAIL success_rate is 0.5, must be >= 0.99 (200 samples); see\n  the log\n");
  }

  private static String line(Style style) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StageLines lines = new StageLines(new PrintStream(bytes, true, StandardCharsets.UTF_8), style);
    lines.started("edge_deployment", 4, 5);
    lines.ended(STAGE);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
