package io.edgeflow.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import io.edgeflow.core.telemetry.InferenceChannel.Prediction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InferenceChannelTest {
  @Test
  void a_prediction_copies_its_scores() {
    List<Float> scores = new ArrayList<>(List.of(0.5f, 2f));
    Prediction prediction = new Prediction(1, scores, 0.25);

    scores.clear();

    assertThat(prediction.scores()).containsExactly(0.5f, 2f);
  }

  @Test
  void a_prediction_survives_json() {
    Prediction prediction = new Prediction(1, List.of(0.1f, -3e20f), 0.25);

    assertThat(Json.text(prediction))
        .isEqualTo("{\"label\":1,\"scores\":[0.1,-3.0E20],\"latency_ms\":0.25}");
    assertThat(Json.read(Json.text(prediction), Prediction.class, "test")).isEqualTo(prediction);
  }
}
