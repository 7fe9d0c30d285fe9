package io.edgeflow.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactTest {
  private static final String SHA = "0123456789abcdef".repeat(4);

  @Test
  void an_artifact_has_name_digest_and_size() {
    Artifact artifact = new Artifact("model.int8.tflite", SHA, 0);

    assertThat(Json.text(artifact))
        .isEqualTo("{\"name\":\"model.int8.tflite\",\"sha256\":\"" + SHA + "\",\"bytes\":0}");
    assertThat(Json.read(Json.text(artifact), Artifact.class, "test")).isEqualTo(artifact);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0123", "../../../etc/passwd"})
  void what_is_no_digest_is_refused(String sha) {
    assertThatThrownBy(() -> new Artifact("a", sha, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Not an artifact: a " + sha + " 1");
  }

  @Test
  void a_digest_is_lower_case_and_64_characters_exactly() {
    assertThatThrownBy(() -> new Artifact("a", SHA.toUpperCase(java.util.Locale.ROOT), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Artifact("a", SHA + "0", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Artifact("a", SHA.substring(1), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Artifact("a", SHA.replace('0', 'g'), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_negative_size_and_a_blank_name_are_refused() {
    assertThatThrownBy(() -> new Artifact("a", SHA, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Artifact(" ", SHA, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
