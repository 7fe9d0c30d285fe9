package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.file.FileTree;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.SmallWorkflow;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.run.StageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a run again and again at random moments. {@code mvn verify -Plong} does it thirty times,
 * the usual build five times.
 */
class KillSeriesTest {
  private static final int KILLS = Integer.getInteger("edgeflow.kills", 5);
  private static final long PATIENCE_S = 300;

  @TempDir private Path folder;
  private final Random random = new Random(20_26);
  private SmallWorkflow small;

  @BeforeEach
  void a_workflow() throws IOException {
    small = SmallWorkflow.in(folder);
  }

  @Test
  void a_run_that_is_killed_at_any_moment_resumes_to_the_same_bytes() throws Exception {
    long begin = System.nanoTime();
    small = small.inWorkspace(folder.resolve("whole"));
    finish();
    long whole = System.nanoTime() - begin;
    Map<String, String> expected = files(onlyRun());
    int kills = 0;
    for (int round = 0; kills < KILLS; round++) {
      small = small.inWorkspace(folder.resolve("round-" + round));
      while (kills < KILLS && killedWithin((long) (random.nextDouble() * whole))) {
        kills++;
      }

      finish();

      RunRecord last = onlyRun();
      assertThat(last.status()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(files(last)).as("after " + kills + " kills").isEqualTo(expected);
      assertWhole();
      FileTree.delete(small.workspace());
    }
  }

  /** Lets the run go on for a while; whether it had to be killed then. */
  private boolean killedWithin(long nanos) throws Exception {
    if (hasSucceeded()) {
      return false;
    }
    Process process = RunProcess.start(small, folder, resume());
    if (process.waitFor(nanos, TimeUnit.NANOSECONDS)) {
      assertThat(process.exitValue()).as(Files.readString(folder.resolve("err"))).isZero();
      return false;
    }
    process.destroyForcibly().waitFor();
    return true;
  }

  private void finish() throws Exception {
    if (hasSucceeded()) {
      return;
    }
    Process process = RunProcess.start(small, folder, resume());
    assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("err"))).isZero();
  }

  /** A kill may come after the last event and before the process ends. */
  private boolean hasSucceeded() {
    return !RunProcess.runs(small).isEmpty() && onlyRun().status() == RunStatus.SUCCEEDED;
  }

  private String[] resume() {
    return RunProcess.runs(small).isEmpty()
        ? new String[0]
        : new String[] {"--resume", onlyRun().runId()};
  }

  private RunRecord onlyRun() {
    List<RunRecord> runs = RunProcess.runs(small);
    assertThat(runs).hasSize(1);
    return runs.get(0);
  }

  /** The hashes of what the stages made; a release that was begun twice has another number. */
  private static Map<String, String> files(RunRecord run) {
    Map<String, String> files = new TreeMap<>();
    for (StageRecord stage : run.stages()) {
      if (!stage.name().equals("edge_deployment")) {
        stage.artifacts().forEach(f -> files.put(stage.name() + "/" + f.name(), f.sha256()));
      }
    }
    assertThat(files).hasSizeGreaterThan(4);
    return files;
  }

  /** Every artifact is what its name says. */
  private void assertWhole() throws IOException {
    Path store = new Workspace(small.workspace()).root().resolve("artifacts/sha256");
    try (Stream<Path> artifacts = Files.walk(store)) {
      for (Path artifact : artifacts.filter(Files::isRegularFile).toList()) {
        String name = artifact.getFileName().toString();
        assertThat(name).endsWith(Sha256.of(artifact).substring(2));
      }
    }
  }
}
