package io.edgeflow.core.thread;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SleeperTest {
  @Test
  void the_real_one_is_ended_by_an_interrupt() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Sleeper.real().sleep(Duration.ofMinutes(1)))
        .isInstanceOf(InterruptedException.class);
  }
}
