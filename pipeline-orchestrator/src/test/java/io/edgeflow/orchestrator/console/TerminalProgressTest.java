package io.edgeflow.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.run.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalProgressTest {
  private static final ProgressLine HALF =
      new ProgressLine("train", 1000, 500, 0, "samples", "loss 0.123", Duration.ofSeconds(10));

  @Test
  void a_wide_terminal_shows_all_there_is_to_say() {
    assertThat(HALF.of(120))
        .isEqualTo(
            "  train  50% "
                + "━".repeat(20)
                + "─".repeat(20)
                + " 500/1000 samples 0:10, 0:10 left 50 samples/s loss 0.123");
  }

  @Test
  void sixty_columns_keep_bar_counts_and_times_on_one_line() {
    ProgressLine line =
        new ProgressLine("collect", 1000, 500, 0, "rows", "", Duration.ofSeconds(10));

    assertThat(line.of(60))
        .hasSizeLessThan(60)
        .startsWith("  collect  50% ━━")
        .endsWith("500/1000 rows 0:10, 0:10 left");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 100})
  void sixty_columns_have_room_for_epoch_loss_metric_rate_and_time_left(int epochs) {
    String note = "epoch " + epochs + "/" + epochs + " loss 0.0123 accuracy 0.971";
    ProgressLine line =
        new ProgressLine("train", 1_000_000, 500_000, 0, "samples", note, Duration.ofSeconds(500));

    assertThat(line.of(60)).hasSizeLessThan(60).endsWith("8:20 left 1000/s " + note);
    assertThat(line.of(90))
        .startsWith("  train  50% ")
        .endsWith("8:20 left 1000 samples/s " + note);
  }

  @Test
  void what_an_earlier_run_did_makes_this_one_look_no_faster() {
    ProgressLine line =
        new ProgressLine("train", 1000, 600, 500, "samples", "", Duration.ofSeconds(10));

    assertThat(line.of(120)).endsWith("600/1000 samples 0:10, 0:40 left 10 samples/s");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 30, 41, 59, 60, 80, 200})
  void no_line_is_as_wide_as_the_terminal(int columns) {
    assertThat(HALF.of(columns))
        .hasSizeLessThan(columns)
        .matches("  (train  50% .*)?(0:10 left )?(50(/s| samples/s) )?loss 0.123");
  }

  @Test
  void a_task_of_unknown_length_has_counts_and_no_bar() {
    ProgressLine line = new ProgressLine("predict", 0, 70, 0, "rows", "", Duration.ofSeconds(61));

    assertThat(line.of(80)).isEqualTo("  predict 70 rows 1:01 1.148 rows/s");
  }

  @Test
  void what_is_shown_vanishes_when_its_task_ends() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CountDownLatch asked = new CountDownLatch(2);
    Progress progress =
        new TerminalProgress(
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            () -> {
              asked.countDown();
              return 60;
            },
            false);

    try (Progress.Task task = progress.start("train", 10, "samples")) {
      task.step(5);
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("\r\u001b[K  train")
        .endsWith("\r\u001b[K");
  }

  @Test
  void what_is_printed_beside_a_line_takes_its_place() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CountDownLatch shown = new CountDownLatch(2);
    TerminalProgress progress =
        new TerminalProgress(
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            () -> {
              shown.countDown();
              return 60;
            },
            false);
    PrintStream beside = progress.beside();

    beside.println("before");
    try (Progress.Task task = progress.start("train", 10, "samples")) {
      task.step(5);
      assertThat(shown.await(10, TimeUnit.SECONDS)).isTrue();
      beside.println("a warning ü");
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("before" + System.lineSeparator())
        .containsPattern("  train[^\n]*\r\u001b\\[Ka warning ü" + System.lineSeparator());
  }

  @Test
  void the_width_is_what_columns_says_or_what_the_terminal_answers() {
    assertThat(new TerminalWidth(Map.of("COLUMNS", "61"), () -> "24 99", () -> 0).getAsInt())
        .isEqualTo(61);
    assertThat(new TerminalWidth(Map.of("COLUMNS", "x"), () -> "24 99\n", () -> 0).getAsInt())
        .isEqualTo(99);
    for (String silence : List.of("", "0 0", "no tty", "24 -1")) {
      assertThat(new TerminalWidth(Map.of(), () -> silence, () -> 0).getAsInt()).isEqualTo(80);
    }
  }

  @Test
  void a_terminal_that_gives_no_answer_is_as_wide_as_before() {
    ArrayDeque<String> answers = new ArrayDeque<>(List.of("24 60", "", "24 61"));
    AtomicLong nanos = new AtomicLong();
    TerminalWidth width = new TerminalWidth(Map.of(), answers::remove, nanos::get);

    assertThat(width.getAsInt()).isEqualTo(60);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(width.getAsInt()).isEqualTo(60);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(width.getAsInt()).isEqualTo(61);
  }

  @Test
  void a_width_that_changes_is_asked_for_again_after_two_seconds() {
    ArrayDeque<String> answers = new ArrayDeque<>(List.of("24 100", "24 60"));
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    TerminalWidth width = new TerminalWidth(Map.of(), answers::remove, nanos::get);

    assertThat(width.getAsInt()).isEqualTo(100);
    nanos.addAndGet(Duration.ofMillis(1999).toNanos());
    assertThat(width.getAsInt()).isEqualTo(100);
    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(width.getAsInt()).isEqualTo(60);
  }
}
