package io.edgeflow.orchestrator.console;

import io.edgeflow.orchestrator.run.StageRecord;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics that say most about a stage. */
final class Highlights {
  private Highlights() {}

  /** {@code name value, name value}; the verdict on drift in words. */
  static String of(StageRecord stage) {
    Stream<String> numbers =
        stage.highlighted().entrySet().stream()
            .map(metric -> metric.getKey() + " " + Numbers.of(metric.getValue()));
    return Stream.concat(numbers, drift(stage.metrics())).collect(Collectors.joining(", "));
  }

  private static Stream<String> drift(Map<String, Double> metrics) {
    Double detected = metrics.get("drift_detected");
    if (detected != null) {
      return Stream.of(detected > 0 ? "drift DETECTED" : "no drift");
    }
    return metrics.containsKey("drift_inconclusive")
        ? Stream.of("drift INCONCLUSIVE")
        : Stream.empty();
  }
}
