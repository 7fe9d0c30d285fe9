package io.edgeflow.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private Instant now = Instant.EPOCH;

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @Test
  void time_that_is_over_ends_the_step_by_name() {
    Deadline deadline = Deadline.in(Duration.ofSeconds(5), clock, "model_training");

    now = Instant.ofEpochSecond(5);
    assertThatCode(deadline::check).doesNotThrowAnyException();
    now = now.plusMillis(1);

    assertThatThrownBy(deadline::check)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The step model_training takes longer than its timeout")
        .hasMessageContaining("limit: 5.0 s")
        .hasMessageContaining("workflow.limits");
  }

  @Test
  void without_one_there_is_always_time() {
    assertThatCode(Deadline.none()::check).doesNotThrowAnyException();
  }

  @Test
  void a_context_asks_at_its_checks_and_at_each_step_of_its_progress() {
    List<Long> shown = new ArrayList<>();
    Deadline deadline = Deadline.in(Duration.ofSeconds(1), clock, "s");
    RunContext context = RunContext.standalone(Path.of("space"), 1).within(deadline);
    Progress progress = new TimedProgress(recording(shown), deadline);

    try (Progress.Task task = progress.start("train", 10, "rows")) {
      task.step(4);
      now = Instant.ofEpochSecond(2);

      assertThatThrownBy(() -> task.step(2)).isInstanceOf(PipelineException.class);
      assertThatThrownBy(context::check).isInstanceOf(PipelineException.class);
      assertThatThrownBy(() -> context.progress().start("next", 1, "rows"))
          .isInstanceOf(PipelineException.class);
    }

    assertThat(shown).containsExactly(4L, 2L, -1L);
  }

  private static Progress recording(List<Long> shown) {
    return (task, total, unit) ->
        new Progress.Task() {
          @Override
          public void step(long units) {
            shown.add(units);
          }

          @Override
          public void note(String text) {}

          @Override
          public void close() {
            shown.add(-1L);
          }
        };
  }
}
