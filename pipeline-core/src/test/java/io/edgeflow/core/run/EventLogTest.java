package io.edgeflow.core.run;

import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLogTest {
  @Test
  void the_empty_log_takes_any_event() {
    assertThatNoException()
        .isThrownBy(() -> EventLog.none().record("stage.started", Map.of("stage", "data")));
  }
}
