package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.SmallWorkflow;
import io.edgeflow.orchestrator.config.ConfigLoader;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.run.RunStore;
import io.edgeflow.orchestrator.run.WorkspaceLock;
import io.edgeflow.orchestrator.serve.FleetService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcCommandTest {
  private static final String FAILING = "model_training.evaluation.thresholds.accuracy=0.9999";

  private final Program program = new Program();

  @TempDir private Path folder;

  @Test
  void after_gc_a_real_workspace_runs_resumes_and_serves_as_before() throws IOException {
    SmallWorkflow small = SmallWorkflow.in(folder);
    call(0, small, "run", "--only", "data_pipeline", "--set", "workflow.seed=7");
    call(0, small, "run");
    call(3, small, "run", "--set", FAILING);
    call(0, small, "run");
    List<RunRecord> before = runs(small);
    long bytes = bytes(small.workspace());

    call(0, small, "gc", "--keep-runs", "1", "--drop-journals", "--json");

    List<RunRecord> after = runs(small);
    assertThat(after)
        .extracting(RunRecord::status)
        .containsExactly(RunStatus.SUCCEEDED, RunStatus.GATE_FAILED);
    assertThat(after).hasSizeLessThan(before.size());
    assertThat(bytes - bytes(small.workspace())).isGreaterThan(100_000);
    assertJournalsAreWhole(small);
    try (FleetService service =
        FleetService.start(
            ConfigLoader.load(small.config(), small.settings("monitoring.server.port=0")))) {
      assertThat(service.release().version()).isEqualTo(1);
    }
    call(3, small, "run", "--set", FAILING, "--resume", after.get(1).runId());
    assertThat(program.err())
        .contains("data_pipeline      cached")
        .contains("model_training     cached");
    call(0, small, "run");
    assertThat(runs(small).get(0).stages().stream().map(s -> s.status().id()))
        .containsExactly("cached", "cached", "cached", "succeeded", "succeeded");
  }

  @Test
  void the_table_says_what_went() {
    Workspace space = new Workspace(folder.resolve("space"));
    space.artifacts().put("nobody's", new byte[2048]);

    int code = program.run("gc", "--workspace", space.root().toString(), "--dry-run");

    assertThat(code).as(program.err()).isZero();
    assertThat(program.out()).contains("would go").contains("2.0 KB");
    program.run("gc", "--workspace", space.root().toString());
    assertThat(program.out()).contains("removed");
    program.run("gc", "--workspace", space.root().toString(), "--json");
    assertThat(Json.readMap(program.out(), "gc")).containsEntry("left_bytes", 0);
  }

  @Test
  void limits_come_from_the_configuration_unless_an_option_gives_them() throws IOException {
    SmallWorkflow small = SmallWorkflow.in(folder);
    Files.createDirectories(small.workspace());
    String half = "workflow.retention.max_gb=0.5";

    call(0, small, "gc", "--set", half, "--json");
    assertThat(Json.readMap(program.out(), "gc")).containsEntry("max_bytes", 1 << 29);
    call(0, small, "gc", "--set", half, "--json", "--max-gb", "1");
    assertThat(Json.readMap(program.out(), "gc")).containsEntry("max_bytes", 1 << 30);
  }

  @Test
  void a_budget_that_cannot_be_met_is_exit_code_1() throws IOException {
    Workspace space = new Workspace(folder.resolve("space"));
    Files.createDirectories(space.releases());
    String kept = space.artifacts().put("released", new byte[9999]).sha256();
    Files.writeString(space.releases().resolve("a.json"), kept);

    int code = program.run("gc", "--workspace", space.root().toString(), "--max-gb", "1e-6");

    assertThat(code).isEqualTo(1);
    assertThat(program.err()).contains("above the budget").contains("9.8 KB").contains("1.0 KB");
  }

  @Test
  void a_workspace_at_work_is_exit_code_75_and_bad_limits_are_2() {
    Workspace space = new Workspace(folder.resolve("space"));
    try (WorkspaceLock lock = WorkspaceLock.take(space, WorkspaceLock.Scope.RUN, "edgeflow run")) {
      assertThat(program.run("gc", "--workspace", space.root().toString())).isEqualTo(75);
      assertThat(lock).isNotNull();
    }

    assertThat(program.run("gc", "--keep-runs", "0")).isEqualTo(2);
    assertThat(program.run("gc", "--max-gb", "0")).isEqualTo(2);
    assertThat(program.run("gc", "--workspace", folder.resolve("none").toString())).isEqualTo(2);
  }

  private void call(int expected, SmallWorkflow small, String command, String... more) {
    assertThat(program.run(small.arguments(command, more))).as(program.err()).isEqualTo(expected);
  }

  private static List<RunRecord> runs(SmallWorkflow small) {
    return new RunStore(new Workspace(small.workspace()), Clock.systemUTC()).list();
  }

  private static void assertJournalsAreWhole(SmallWorkflow small) throws IOException {
    int files = 0;
    try (Stream<Path> journals = Files.list(small.workspace().resolve("track"))) {
      for (Path journal : journals.toList()) {
        for (String line : Files.readAllLines(journal)) {
          Map<String, Object> entry = Json.readMap(line, journal);
          if ("artifact".equals(entry.get("event"))) {
            assertThat(small.workspace().resolve(String.valueOf(entry.get("path")))).exists();
            files++;
          }
        }
      }
    }
    assertThat(files).isPositive();
  }

  private static long bytes(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    }
  }
}
