package io.edgeflow.core.run;

import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void silent_progress_takes_every_call() {
    assertThatNoException()
        .isThrownBy(
            () -> {
              try (Progress.Task task = Progress.silent().start("train", 100, "images")) {
                task.step(50);
                task.note("loss 0.3");
              }
            });
  }
}
