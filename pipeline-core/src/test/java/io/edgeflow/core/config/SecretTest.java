package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretTest {
  private static final Secret SECRET = new Secret("hunter2");

  @Test
  void only_reveal_gives_the_value() {
    assertThat(SECRET.reveal()).isEqualTo("hunter2");
    assertThat(SECRET).hasToString("***");
    assertThat(List.of(SECRET)).hasToString("[***]");
    assertThat(String.format("%s", SECRET)).isEqualTo("***");
  }

  @Test
  void json_holds_the_stars() {
    assertThat(Json.text(SECRET)).isEqualTo("\"***\"");
  }

  @Test
  void equal_secrets_cannot_be_told_by_comparing_or_hashing() {
    assertThat(new Secret("hunter2")).isNotEqualTo(SECRET);
  }
}
