package io.edgeflow.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.graph.GraphFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills trainings at random moments; {@code mvn verify -Plong} does it thirty times. */
class TrainingKillSeriesTest {
  private static final int KILLS = Integer.getInteger("edgeflow.training_kills", 3);
  private static final int LONGEST_MS = 60;

  @TempDir private Path folder;
  private final Random random = new Random(20_26);

  @Test
  void a_training_that_is_killed_at_any_moment_goes_on_to_the_same_bytes() throws Exception {
    String expected =
        Sha256.of(GraphFile.bytes(TrainingProcess.train(folder.resolve("whole")).graph()));

    int kills = 0;
    for (int round = 0; kills < KILLS; round++) {
      Path workspace = Files.createDirectories(folder.resolve("round-" + round));
      boolean killed = true;
      while (killed) {
        killed = run(workspace, kills < KILLS ? 1 + random.nextInt(9) : Integer.MAX_VALUE);
        kills += killed ? 1 : 0;
      }

      assertThat(Sha256.of(workspace.resolve("trained"))).as(kills + " kills").isEqualTo(expected);
      assertThat(workspace.resolve("runs/killed/checkpoints")).doesNotExist();
    }
  }

  /** Lets a process train for some epochs and a moment more; whether it had to be killed then. */
  private boolean run(Path workspace, int epochs) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-Dai.djl.offline=true",
                    TrainingProcess.class.getName(),
                    workspace.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      int seen = 0;
      String line = lines.readLine();
      while (line != null && seen < epochs) {
        seen += line.startsWith("train.epoch") ? 1 : 0;
        line = lines.readLine();
      }
      if (line != null && !process.waitFor(random.nextInt(LONGEST_MS), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        return true;
      }
      assertThat(process.waitFor()).isZero();
      return false;
    }
  }
}
