package io.edgeflow.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.run.StageStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HighlightsTest {
  private static String monitoring(Map<String, Double> metrics) {
    return Highlights.of(
            new StageRecord(
                "monitoring",
                StageStatus.SUCCEEDED,
                1,
                null,
                metrics,
                Map.of(),
                List.of(),
                "Monitoring",
                List.of("active_devices", "drift_score"),
                null,
                null,
                null))
        .replace(Folding.TOGETHER, " ");
  }

  @Test
  void drift_is_said_in_words() {
    assertThat(monitoring(Map.of("drift_detected", 1.0, "drift_score", 0.9)))
        .isEqualTo("drift_score 0.9, drift DETECTED");
    assertThat(monitoring(Map.of("drift_detected", 0.0, "drift_score", 0.05))).endsWith("no drift");
  }

  @Test
  void too_few_samples_are_never_shown_as_no_drift() {
    assertThat(monitoring(Map.of("active_devices", 10.0, "drift_inconclusive", 1.0)))
        .isEqualTo("active_devices 10, drift INCONCLUSIVE");
  }

  @Test
  void a_switched_off_check_says_nothing_about_drift() {
    assertThat(monitoring(Map.of("active_devices", 10.0))).isEqualTo("active_devices 10");
  }
}
