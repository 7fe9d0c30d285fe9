package io.edgeflow.core.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import org.junit.jupiter.api.Test;

class StoredDirectionTest {
  @Test
  void a_direction_is_written_in_the_word_that_it_always_had() {
    assertThat(Json.text(Direction.values()))
        .isEqualTo("[\"HIGHER_IS_BETTER\",\"LOWER_IS_BETTER\",\"NEUTRAL\"]");
  }
}
