package io.edgeflow.core.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.error.PipelineException;
import org.junit.jupiter.api.Test;

class InterruptsTest {
  @Test
  void a_restored_interrupt_marks_the_thread_and_is_told_with_its_cause() {
    InterruptedException cause = new InterruptedException();

    PipelineException failure = Interrupts.restored(cause, "Interrupted while waiting");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.isInterruption()).isTrue();
    assertThat(failure).hasMessage("Interrupted while waiting").hasCause(cause);
  }

  @Test
  void a_failure_that_is_told_alone_leaves_the_thread_unmarked() {
    PipelineException failure = PipelineException.interrupted("Interrupted while waiting").build();

    assertThat(Thread.interrupted()).isFalse();
    assertThat(failure.isInterruption()).isTrue();
    assertThat(PipelineException.failed("Too late").build().isInterruption()).isFalse();
  }
}
