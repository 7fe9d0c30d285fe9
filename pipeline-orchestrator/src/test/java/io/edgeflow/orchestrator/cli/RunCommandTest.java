package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.run.WorkspaceLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be told without training: the data stage alone. */
class RunCommandTest {
  @TempDir private Path folder;
  private final Program program = new Program();
  private Path workspace;
  private Path config;

  @BeforeEach
  void a_configuration() throws IOException {
    workspace = folder.resolve("space");
    config = folder.resolve("w.yaml");
    write(Program.DIGITS.toString());
  }

  @Test
  void one_stage_runs_and_comes_from_the_cache_the_second_time() {
    assertThat(program.run("run", config.toString(), "--only", "data_pipeline", "--json"))
        .as(program.err())
        .isZero();
    Map<String, Object> first = Json.readMap(program.out(), "run");

    program.run("run", config.toString(), "--only", "data_pipeline", "--json");
    Map<String, Object> second = Json.readMap(program.out(), "run");

    assertThat(statuses(first))
        .containsExactly("succeeded", "skipped", "skipped", "skipped", "skipped");
    assertThat(statuses(second))
        .containsExactly("cached", "skipped", "skipped", "skipped", "skipped");
    assertThat(second).containsEntry("status", "succeeded");
  }

  @Test
  void a_run_prints_a_line_a_stage_and_a_table() {
    program.run("run", config.toString(), "--only", "data_pipeline");

    assertThat(program.err())
        .contains("[1/5] data_pipeline      succeeded")
        .doesNotContain("\u001b");
    assertThat(program.out())
        .contains("data_quality PASS")
        .contains("collected 1797, valid 1797, quarantined 0")
        .contains("report.html");
  }

  @Test
  void a_run_leaves_record_report_and_events() throws IOException {
    program.run("run", config.toString(), "--only", "data_pipeline", "--json");

    Path run =
        workspace
            .resolve("runs")
            .resolve((String) Json.readMap(program.out(), "run").get("run_id"));
    assertThat(run.resolve("run.json")).hasContent(program.out());
    assertThat(Files.readString(run.resolve("report.html"))).contains("data_quality");
    assertThat(Files.readAllLines(run.resolve("events.jsonl")))
        .anyMatch(line -> line.contains("\"type\":\"run.started\""))
        .anyMatch(line -> line.contains("\"type\":\"stage.ended\""))
        .anyMatch(line -> line.contains("\"type\":\"run.ended\""));
  }

  @Test
  void a_missing_data_file_fails_with_1_and_says_where() throws IOException {
    write(folder.resolve("none.csv").toString());

    assertThat(program.run("run", config.toString(), "--json")).isEqualTo(1);

    assertThat(program.err()).contains("none.csv").doesNotContain("\tat ");
    Map<String, Object> run = Json.readMap(program.out(), "run");
    assertThat(run).containsEntry("status", "failed");
    assertThat(statuses(run)).containsExactly("failed", "skipped", "skipped", "skipped", "skipped");
  }

  @Test
  void a_gate_that_blocks_is_3_and_later_stages_are_skipped() throws IOException {
    List<String> lines = Files.readAllLines(Program.DIGITS);
    Path poor = folder.resolve("poor.csv");
    StringBuilder text = new StringBuilder(lines.get(0)).append('\n');
    for (String line : lines.subList(1, 500)) {
      text.append(line.replaceAll("(?<=,)(0|16)(?=,)", "")).append('\n');
    }
    Files.writeString(poor, text);
    write(poor.toString());

    assertThat(program.run("run", config.toString(), "--json")).isEqualTo(3);

    Map<String, Object> run = Json.readMap(program.out(), "run");
    assertThat(run).containsEntry("status", "gate_failed");
    assertThat(statuses(run))
        .containsExactly("succeeded", "skipped", "skipped", "skipped", "skipped");
    assertThat(program.err())
        .contains("data_quality")
        .containsPattern("completeness FAIL: 0\\.\\d+, must be >= 0\\.95");
  }

  @Test
  void a_locked_workspace_is_75_and_says_who_holds_it() {
    try (WorkspaceLock lock =
        WorkspaceLock.take(new Workspace(workspace), WorkspaceLock.Scope.RUN, "run 7")) {
      assertThat(lock).isNotNull();
      assertThat(program.run("run", config.toString())).isEqualTo(75);
    }
    assertThat(program.err()).contains("run 7").contains("pid " + ProcessHandle.current().pid());
  }

  @Test
  void an_earlier_stage_that_is_not_in_the_cache_is_an_error() {
    assertThat(program.run("run", config.toString(), "--from", "model_training")).isEqualTo(1);
    assertThat(program.err()).contains("data_pipeline is not in the cache");
  }

  @Test
  void a_plan_tells_what_would_run_and_changes_nothing() {
    assertThat(program.run("plan", config.toString())).as(program.err()).isZero();
    assertThat(program.out()).contains("data_pipeline").doesNotContain("cached");
    program.run("run", config.toString(), "--only", "data_pipeline");

    assertThat(program.run("run", "--dry-run", "--json", config.toString())).isZero();
    assertThat(program.out()).contains("\"plan\" : \"cached\"");
    assertThat(program.run("runs", "--json", "--workspace", workspace.toString())).isZero();
    assertThat(program.out()).containsOnlyOnce("\"run_id\"");
  }

  @Test
  void a_finished_or_unknown_run_cannot_be_resumed() {
    program.run("run", config.toString(), "--only", "data_pipeline", "--json");
    String runId = (String) Json.readMap(program.out(), "run").get("run_id");

    assertThat(program.run("run", config.toString(), "--resume", runId)).isEqualTo(2);
    assertThat(program.err()).contains("nothing to resume");
    assertThat(program.run("run", config.toString(), "--resume", "20200101-000000-0000"))
        .isEqualTo(2);
    assertThat(program.err()).contains("no run of this name");
  }

  @Test
  void a_failed_run_resumes_in_its_own_folder_with_its_own_settings() throws IOException {
    Path late = folder.resolve("late.csv");
    write(late.toString());
    String wrongClasses = "model_training.model.num_classes=9";
    program.run("run", config.toString(), "--json", "--set", wrongClasses);
    String runId = (String) Json.readMap(program.out(), "run").get("run_id");
    Files.copy(Program.DIGITS, late);

    program.run("run", config.toString(), "--resume", runId, "--json");

    Map<String, Object> run = Json.readMap(program.out(), "run");
    assertThat(run).containsEntry("run_id", runId);
    assertThat(statuses(run))
        .containsExactly("succeeded", "failed", "skipped", "skipped", "skipped");
    assertThat(program.err()).contains("model_training.model.num_classes");
  }

  @Test
  void another_configuration_cannot_resume_a_run() throws IOException {
    write(folder.resolve("none.csv").toString());
    program.run("run", config.toString(), "--json");
    String runId = (String) Json.readMap(program.out(), "run").get("run_id");
    write(Program.DIGITS.toString());

    assertThat(program.run("run", config.toString(), "--resume", runId)).isEqualTo(2);
    assertThat(program.err()).contains("not the one of the run");
  }

  @Test
  void a_run_is_shown_with_every_check() {
    program.run("run", config.toString(), "--only", "data_pipeline");

    assertThat(program.run("show", "latest", "--workspace", workspace.toString())).isZero();
    assertThat(program.out())
        .contains("data_pipeline: gate data_quality")
        .contains("not applicable")
        .contains("1797");
    assertThat(program.out()).containsPattern("\\ncompleteness +1 +ratio\\n");
  }

  @Test
  void what_may_be_inconclusive_is_said_wherever_the_run_is_shown() throws IOException {
    write(Program.DIGITS.toString(), "allow_inconclusive: [timeliness]");

    assertThat(program.run("run", config.toString(), "--only", "data_pipeline")).isZero();
    String summary = program.out();
    program.run("show", "latest", "--workspace", workspace.toString());
    String shown = program.out();

    assertThat(summary)
        .contains("data_quality PASS")
        .contains("INCONCLUSIVE (allowed) timeliness is not measured, must be >= 0.9");
    assertThat(shown).containsPattern("timeliness +- .*INCONCLUSIVE \\(allowed\\)\n");
  }

  @Test
  void what_is_not_allowed_to_be_inconclusive_blocks_and_is_named() throws IOException {
    write(Program.DIGITS.toString(), "allow_inconclusive: [validity]");

    assertThat(program.run("run", config.toString(), "--only", "data_pipeline")).isEqualTo(3);
    assertThat(program.out()).contains("\nINCONCLUSIVE timeliness is not measured");
  }

  private void write(String data) throws IOException {
    write(data, "not_applicable: {timeliness: static data set}");
  }

  private void write(String data, String timeliness) throws IOException {
    Files.writeString(
        config,
        """
        workflow: {workspace: '%s', threads: 2}
        data_pipeline:
          data_sources: [{name: digits, type: files, path: '%s'}]
          quality:
            ranges: [{min: 0, max: 16}]
            %s
        """
            .formatted(workspace, data, timeliness));
  }

  private static List<String> statuses(Map<String, Object> run) {
    return ((List<?>) run.get("stages"))
        .stream().map(stage -> (String) ((Map<?, ?>) stage).get("status")).toList();
  }
}
