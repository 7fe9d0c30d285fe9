package io.edgeflow.core.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentTargetTest {
  private static final URI AGENT = URI.create("https://127.0.0.1:8443");

  @ParameterizedTest
  @ValueSource(strings = {"device-01", "d", "0", "A.b_c-D", "device.example.org"})
  void an_id_starts_with_a_letter_or_digit(String id) {
    assertThat(new DeploymentTarget(id, AGENT).id()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-d", ".d", "_d", "a b", "a/b", "..", "gerät", "a\n"})
  void an_id_that_could_name_another_file_or_header_is_refused(String id) {
    assertThatThrownBy(() -> new DeploymentTarget(id, AGENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Not a device id: " + id);
  }

  @Test
  void an_id_has_at_most_63_characters() {
    assertThat(new DeploymentTarget("d".repeat(63), AGENT).id()).hasSize(63);
    assertThatThrownBy(() -> new DeploymentTarget("d".repeat(64), AGENT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080", "//127.0.0.1", "device-01", "ftp://d"})
  void anything_but_https_is_refused(String uri) {
    assertThatThrownBy(() -> new DeploymentTarget("d", URI.create(uri)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A device speaks https: " + uri);
  }
}
