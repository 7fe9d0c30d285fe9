package io.edgeflow.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLogTest {
  @Test
  void the_empty_log_takes_any_event() {
    assertThatNoException()
        .isThrownBy(() -> EventLog.none().record("stage.started", Map.of("stage", "data")));
  }

  @Test
  void a_log_is_a_function_of_type_and_fields() {
    List<String> seen = new ArrayList<>();
    EventLog log = (type, fields) -> seen.add(type + " " + fields);

    log.record("stage.finished", Map.of("rows", 3));

    assertThat(seen).containsExactly("stage.finished {rows=3}");
  }
}
