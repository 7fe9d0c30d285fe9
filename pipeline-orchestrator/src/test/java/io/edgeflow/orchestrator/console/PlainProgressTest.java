package io.edgeflow.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.run.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PlainProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();
  private final Progress progress =
      new PlainProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), nanos::get);

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private void train(int steps, Duration step) {
    try (Progress.Task task = progress.start("train", steps, "samples")) {
      for (int i = 1; i <= steps; i++) {
        nanos.addAndGet(step.toNanos());
        task.note("epoch " + i + "/" + steps + " loss 0.5");
        task.step(1);
      }
    }
  }

  @Test
  void a_long_training_prints_a_line_of_plain_text_for_each_twentieth() {
    train(10_000, Duration.ofMillis(100));

    assertThat(lines())
        .hasSize(19)
        .startsWith(
            "train   5% epoch 500/10000 loss 0.5 500/10000 samples 0:50, 15:50 left 10 samples/s")
        .allMatch(line -> line.matches("[ -~]+"));
  }

  @Test
  void a_short_task_prints_nothing() {
    train(10_000, Duration.ofNanos(400_000));

    assertThat(lines()).isEmpty();
  }

  @Test
  void lines_are_five_seconds_apart_at_least() {
    train(20, Duration.ofSeconds(1));

    assertThat(lines()).hasSize(3);
  }
}
