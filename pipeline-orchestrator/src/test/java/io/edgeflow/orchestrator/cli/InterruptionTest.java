package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.SmallWorkflow;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.run.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in a process of their own, which is then ended from outside. */
class InterruptionTest {
  private static final long PATIENCE_S = 120;

  @TempDir private Path folder;
  private SmallWorkflow small;

  @BeforeEach
  void a_workflow() throws IOException {
    small = SmallWorkflow.in(folder);
  }

  @Test
  void a_run_that_is_killed_while_it_trains_resumes_to_its_end() throws Exception {
    Process process = start();
    awaitStage(process, "model_training");
    process.destroyForcibly().waitFor();
    RunRecord killed = onlyRun();
    assertThat(killed.status()).isEqualTo(RunStatus.RUNNING);
    assertThat(killed.stages()).hasSize(1);

    Program program = new Program();
    int code = program.run(small.arguments("run", "--resume", killed.runId(), "--json"));

    assertThat(code).as(program.err()).isZero();
    Map<String, Object> run = Json.readMap(program.out(), "run");
    assertThat(run).containsEntry("run_id", killed.runId()).containsEntry("status", "succeeded");
    assertThat(program.err())
        .contains("data_pipeline      cached")
        .contains("model_training     succeeded");
    assertThat(onlyRun().durationS()).isGreaterThanOrEqualTo(killed.durationS());
  }

  @Test
  void a_killed_run_is_found_to_be_interrupted_by_the_next_one() throws Exception {
    Process process = start();
    awaitStage(process, "model_training");
    process.destroyForcibly().waitFor();
    String killed = onlyRun().runId();

    new Program().run(small.arguments("run", "--only", "data_pipeline"));

    RunRecord record =
        new RunStore(new Workspace(small.workspace()), Clock.systemUTC()).read(killed);
    assertThat(record.status()).isEqualTo(RunStatus.INTERRUPTED);
  }

  @Test
  void a_run_that_is_told_to_stop_says_interrupted_and_exits_with_130() throws Exception {
    Process process = start();
    awaitStage(process, "model_training");

    process.destroy();

    assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(onlyRun().status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(Files.readString(folder.resolve("err"))).contains("--resume " + onlyRun().runId());
  }

  private Process start() throws IOException {
    return RunProcess.start(small, folder);
  }

  /** Waits until the run has come to a stage; its events say so as it happens. */
  private void awaitStage(Process process, String stage) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (!events().contains("\"stage\":\"" + stage + "\",\"type\":\"stage.started\"")) {
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("err"))).isTrue();
      assertThat(System.nanoTime()).isLessThan(deadline);
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }

  private String events() throws IOException {
    Path runs = small.workspace().resolve("runs");
    if (!Files.isDirectory(runs)) {
      return "";
    }
    try (Stream<Path> folders = Files.list(runs)) {
      Path file = folders.findFirst().map(run -> run.resolve("events.jsonl")).orElse(runs);
      return Files.isRegularFile(file) ? Files.readString(file) : "";
    }
  }

  private RunRecord onlyRun() {
    List<RunRecord> runs = RunProcess.runs(small);
    assertThat(runs).hasSize(1);
    return runs.get(0);
  }
}
