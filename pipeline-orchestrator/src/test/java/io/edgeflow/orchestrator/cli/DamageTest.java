package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.SmallWorkflow;
import io.edgeflow.orchestrator.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of files that a crash or a hand has damaged. */
class DamageTest {
  @TempDir private Path folder;
  private final Program program = new Program();
  private SmallWorkflow small;

  @BeforeEach
  void two_runs() throws IOException {
    small = SmallWorkflow.in(folder);
    for (int i = 0; i < 2; i++) {
      assertThat(program.run(small.arguments("run", "--only", "data_pipeline")))
          .as(program.err())
          .isZero();
    }
  }

  @Test
  void a_truncated_record_is_listed_and_shown_as_its_events_tell() throws IOException {
    RunRecord run = RunProcess.runs(small).get(0);
    truncate(file(run, "run.json"));

    assertThat(program.run("runs", "--workspace", small.workspace().toString())).isZero();
    assertThat(program.out().lines().filter(line -> line.contains("succeeded"))).hasSize(2);
    assertThat(program.err()).isEmpty();
    program.run("show", run.runId(), "--json", "--workspace", small.workspace().toString());
    assertThat(RunRecord.FORM.read(program.out(), "show")).isEqualTo(run);
  }

  @Test
  void damage_to_record_and_events_is_one_line_and_hides_no_other_run() throws IOException {
    List<RunRecord> runs = RunProcess.runs(small);
    String damaged = runs.get(0).runId();
    truncate(file(runs.get(0), "run.json"));
    Files.writeString(file(runs.get(0), "events.jsonl"), "not json\n");

    assertThat(program.run("runs", "--json", "--workspace", small.workspace().toString())).isZero();

    assertThat(program.out()).containsOnlyOnce("\"run_id\"").contains(runs.get(1).runId());
    assertThat(program.err().lines())
        .singleElement()
        .asString()
        .startsWith("edgeflow: left out the run " + damaged + ": ");
  }

  @Test
  void a_plan_names_the_artifact_that_is_damaged() throws IOException {
    RunRecord run = RunProcess.runs(small).get(0);
    var artifact =
        run.stage("data_pipeline").orElseThrow().artifacts().stream()
            .filter(file -> file.name().endsWith(".npy"))
            .findFirst()
            .orElseThrow();
    Path file = small.workspace().resolve(artifact.path());
    byte[] whole = Files.readAllBytes(file);
    file.toFile().setWritable(true);
    Files.write(file, new byte[whole.length]);

    assertThat(program.run(small.arguments("plan"))).as(program.err()).isZero();
    assertThat(program.out())
        .contains("the artifact " + artifact.name())
        .contains("is damaged: its bytes have changed");
  }

  @Test
  void a_run_that_was_killed_gets_a_report_from_the_next_one() throws IOException {
    RunRecord run = RunProcess.runs(small).get(0);
    Files.delete(file(run, "report.html"));
    String ended = Files.readString(file(run, "run.json"));
    Files.writeString(
        file(run, "run.json"),
        ended.replace(
            "\"status\" : \"succeeded\",\n  \"config", "\"status\" : \"running\",\n  \"config"));
    String events = Files.readString(file(run, "events.jsonl"));
    Files.writeString(
        file(run, "events.jsonl"),
        events
            .lines()
            .filter(line -> !line.contains("run.ended"))
            .map(l -> l + "\n")
            .reduce("", String::concat));

    program.run(small.arguments("run", "--only", "data_pipeline"));

    assertThat(file(run, "report.html")).content().contains("interrupted", "data_quality");
  }

  private Path file(RunRecord run, String name) {
    return new Workspace(small.workspace()).run(run.runId()).resolve(name);
  }

  private static void truncate(Path file) throws IOException {
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() / 2));
  }
}
