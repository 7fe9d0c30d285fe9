package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocationTest {
  @Test
  void a_place_in_a_file_is_shown_as_editors_write_it() {
    assertThat(new Location("config/workflow.yaml", 12, 3))
        .hasToString("config/workflow.yaml:12:3");
  }

  @Test
  void a_value_that_no_file_holds_shows_its_origin_alone() {
    assertThat(Location.of("--set")).hasToString("--set");
    assertThat(Location.of("--set")).isEqualTo(new Location("--set", 0, 0));
  }
}
