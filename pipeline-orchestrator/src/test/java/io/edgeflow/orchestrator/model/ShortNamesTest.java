package io.edgeflow.orchestrator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShortNamesTest {
  @Test
  void words_that_the_next_one_repeats_are_left_out() {
    String conv = "/features/features.1/conv/conv.0/conv.0.0/Conv_output_0";
    ShortNames names = ShortNames.of(List.of(conv, "logits", "/Add_output_0"));

    assertThat(names.of(conv)).isEqualTo("features.1/conv.0.0/Conv");
    assertThat(names.of("logits")).isEqualTo("logits");
    assertThat(names.of("/Add_output_0")).isEqualTo("Add");
    assertThat(names.of("another")).isEqualTo("another");
  }

  @Test
  void names_that_would_become_equal_stay_whole() {
    ShortNames names = ShortNames.of(List.of("/a/a.1/Add", "/a.1/Add_output_0", "/b/Add"));

    assertThat(names.of("/a/a.1/Add")).isEqualTo("/a/a.1/Add");
    assertThat(names.of("/a.1/Add_output_0")).isEqualTo("/a.1/Add_output_0");
    assertThat(names.of("/b/Add")).isEqualTo("b/Add");
  }
}
