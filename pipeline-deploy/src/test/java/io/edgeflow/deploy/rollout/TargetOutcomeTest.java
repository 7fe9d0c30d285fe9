package io.edgeflow.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetOutcomeTest {
  private static final String JSON =
      """
      {"id":"d","version_before":1,"version_after":2,"model_sha256":"aa","active":true,\
      "healthy":true,"touched":true,"state":"pending","error":"none"}""";

  @Test
  void the_json_form_says_none_when_nothing_went_wrong() {
    TargetOutcome outcome =
        new TargetOutcome("d", 1, 2, "aa", true, true, true, TargetState.PENDING, Optional.empty());

    assertThat(Json.text(outcome)).isEqualTo(JSON);
    assertThat(Json.read(JSON, TargetOutcome.class, "a result")).isEqualTo(outcome);
  }

  @Test
  void the_json_form_names_what_went_wrong() {
    String error = new TargetError.Unreachable().id();

    TargetOutcome outcome = Json.read(JSON.replace("none", error), TargetOutcome.class, "a result");

    assertThat(outcome.error()).hasValue("unreachable");
  }
}
